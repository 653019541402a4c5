// One row of the audit log before it is written. Only the generated functions of audit_events.hpp can make
// one, so what is not declared in audit_events.toml cannot be written.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/base/error.hpp"

namespace yitang::audit {

class Declared;  // generated; its constructor is theirs alone

class Record {
 public:
  using Field = std::pair<std::string, std::string>;
  std::string_view type() const { return type_; }
  std::string_view disposition() const { return disposition_; }
  const std::vector<Field>& fields() const { return fields_; }

 private:
  friend class RecordBuilder;
  Record(std::string_view type, std::string_view disposition) : type_(type), disposition_(disposition) {}

  std::string type_;
  std::string disposition_;
  std::vector<Field> fields_;
};

/// Checks each value against its kind, so that a name or an ID number cannot slip into a field of words.
class RecordBuilder {
 public:
  RecordBuilder(const Declared&, std::string_view type, std::string_view disposition)
      : record_(type, disposition) {}

  RecordBuilder& uid(std::string_view name, std::string_view value);
  RecordBuilder& digest(std::string_view name, std::string_view value);
  RecordBuilder& number(std::string_view name, std::int64_t value);
  RecordBuilder& word(std::string_view name, std::string_view value);
  RecordBuilder& receipt(std::string_view name, std::string_view value);
  RecordBuilder& terminal(std::string_view name, std::string_view value);
  RecordBuilder& account(std::string_view name, std::string_view value);

  /// BadInput, naming event and field but never the value, if one does not follow its kind.
  Result<Record> finish();

 private:
  RecordBuilder& add(std::string_view name, std::string_view value, bool right);

  Record record_;
  std::string wrong_;
};

}  // namespace yitang::audit
