#include "kiosk/catalog/item_parts.hpp"

namespace yitang::catalog {
namespace {

constexpr std::string_view kParameterPrefix = "param:";

FactValue read_value(const Node& node) {
  if (node.is_boolean()) return node.boolean();
  if (node.is_number()) return node.number();
  return node.text();
}

void read_values(const Node& node, FactTest& test) {
  if (node.is_list()) {
    for (const Node& value : node.list(100)) test.values.push_back(read_value(value));
    return;
  }
  const FactValue value = read_value(node);
  const auto* text = std::get_if<std::string>(&value);
  if (text && text->starts_with(kParameterPrefix))
    test.parameter = text->substr(kParameterPrefix.size());
  else
    test.values.push_back(value);
}

// The number and the type of values follow from the comparison.
void check_values(const Node& node, const FactTest& test) {
  const bool ordered = test.op != Comparison::Equal && test.op != Comparison::In;
  const std::size_t wanted = test.op == Comparison::Between ? 2 : 1;
  const bool list = test.op == Comparison::In || test.op == Comparison::Between;
  if (!test.parameter.empty()) {
    if (list) node.problem("a parameter cannot be compared with '" + std::string(code_of(test.op)) + "'");
    return;
  }
  if (list != node.is_list()) node.problem(list ? "must be a list" : "must not be a list");
  if (test.op == Comparison::In ? test.values.empty() : test.values.size() != wanted)
    node.problem("has the wrong number of values");
  for (const FactValue& value : test.values) {
    if (ordered && !std::holds_alternative<double>(value)) node.problem("must be a number");
  }
}

FactTest read_test(const Node& node) {
  FactTest test;
  test.fact = node["fact"].text();
  test.op = node["op"].member_of(&enum_from<Comparison>, "comparison");
  const Node value = node["value"];
  if (!value) return test;
  read_values(value, test);
  if (!node.faulty()) check_values(value, test);
  return test;
}

}  // namespace

Check parse_check(const Node& node) {
  Check check;
  if (const Node any = node.optional("any")) {
    for (const Node& test : any.list(20)) check.any.push_back(read_test(test));
    if (check.any.empty()) any.problem("is empty");
  } else {
    check.any.push_back(read_test(node));
  }
  check.then_outcome = node.optional("then").text_or_empty();
  check.else_outcome = node.optional("else").text_or_empty();
  return check;
}

}  // namespace yitang::catalog
