#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "storage/bytes.hpp"

struct sqlite3_stmt;

namespace yitang::storage {

// One value on its way into a statement: NULL, integer, real, text (UTF-8) or blob. Text and blobs are
// borrowed: they must live until the statement has run. Converts from what callers have at hand,
// std::optional (empty: NULL) included.
class Value {
 public:
  using Content = std::variant<std::monostate, std::int64_t, double, std::string_view, ByteView>;

  Value() = default;
  Value(std::nullptr_t) {}
  Value(std::nullopt_t) {}
  template <std::integral T>
  requires(!std::same_as<T, std::uint64_t>)  // would not fit; cast where the range is known
      Value(T value)
      : content_(static_cast<std::int64_t>(value)) {}
  template <class T>
  requires std::is_enum_v<T> Value(T value) : content_(static_cast<std::int64_t>(value)) {}
  template <std::floating_point T>
  Value(T value) : content_(static_cast<double>(value)) {}
  template <class T>
  requires(std::convertible_to<const T&, std::string_view> && !std::same_as<T, std::nullptr_t>)
      Value(const T& text)
      : content_(std::string_view(text)) {}
  template <class T>
  requires(std::convertible_to<const T&, ByteView> && !std::convertible_to<const T&, std::string_view>)
      Value(const T& blob)
      : content_(ByteView(blob)) {}
  Value(const SecretBytes& secret) : content_(secret.view()) {}
  template <class T>
  Value(const std::optional<T>& value) : Value(value ? Value(*value) : Value()) {}

  const Content& content() const { return content_; }

 private:
  Content content_;
};

namespace detail {
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
}  // namespace detail

enum class ColumnType { Integer = 1, Real = 2, Text = 3, Blob = 4, Null = 5 };

// The current row of a query; valid only until the next step. Columns count from 0.
//
// Types are strict: reading NULL or another storage class than asked for does not convert but marks the row,
// and the query then fails with Misuse (naming column and statement). An integer may be read as a real.
class Row {
 public:
  explicit Row(sqlite3_stmt* statement) : statement_(statement) {}

  int columns() const;
  bool is_null(int column) const;
  // What is stored there, for code that copies rows whatever they hold.
  ColumnType type(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string text(int column) const;
  Bytes blob(int column) const;
  // Without a copy; valid until the next step.
  std::string_view text_view(int column) const;
  ByteView blob_view(int column) const;

  // By type: integers (bool and enums too), double, std::string, Bytes, std::array<std::uint8_t, N>,
  // std::optional of these (empty when NULL). A number that does not fit T, or a blob of another length than
  // N, marks the row as well.
  template <class T>
  T get(int column) const;

  // The first column that was read as a wrong type, or -1.
  int mismatch() const { return mismatch_; }

 private:
  bool holds(int column, int type) const;
  void mark(int column) const;

  sqlite3_stmt* statement_;
  mutable int mismatch_ = -1;
};

template <class T>
T Row::get(int column) const {
  if constexpr (detail::IsOptional<T>::value) {
    return is_null(column) ? T() : T(get<typename T::value_type>(column));
  } else if constexpr (std::is_same_v<T, std::string>) {
    return text(column);
  } else if constexpr (std::is_same_v<T, Bytes>) {
    return blob(column);
  } else if constexpr (std::is_floating_point_v<T>) {
    return static_cast<T>(real(column));
  } else if constexpr (std::is_same_v<T, bool>) {
    return integer(column) != 0;
  } else if constexpr (std::is_enum_v<T>) {
    return static_cast<T>(get<std::underlying_type_t<T>>(column));
  } else if constexpr (std::is_integral_v<T>) {
    const std::int64_t value = integer(column);
    if (!std::in_range<T>(value)) {
      mark(column);
      return T{};
    }
    return static_cast<T>(value);
  } else {  // std::array of bytes
    T out{};
    const ByteView bytes = blob_view(column);
    if (bytes.size() != out.size()) {
      mark(column);
    } else {
      std::copy(bytes.begin(), bytes.end(), out.begin());
    }
    return out;
  }
}

}  // namespace yitang::storage
