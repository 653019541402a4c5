// The lists around the items: ways in, bodies, places, dictionaries. Plain data.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/language.hpp"
#include "kiosk/catalog/item.hpp"

namespace yitang::catalog {

/// One service function or theme.
struct Group {
  std::string key;   ///< "social_security"
  std::string icon;  ///< closed key for the screens, see Icon list in README.md
  Text name;
  Text hint;  ///< one line under the name: what is found here; may be empty for themes
};

struct LifeEvent {
  std::string key;  ///< "birth"
  std::string icon;
  Text name;
  Text hint;
  std::vector<std::string> items;
  std::vector<std::string> bundles;
};

struct Department {
  std::string code;  ///< unified social credit code, 18 characters
  std::string key;   ///< short name for files and accounts, "social_security_bureau"
  Text name;
  std::string phone;
};

/// A place where a terminal stands.
struct ServicePoint {
  std::string id;
  Level level = Level::Township;
  Text name;
  Text address;
  Text hours;
  Text counter;  ///< the staffed counter nearest to it
  std::string phone;
};

using Dictionary = std::vector<Option>;

/// Whose cards begin with these digits.
struct CardPrefix {
  std::string digits;
  std::string bank;  ///< code in the dictionary "bank"
};

/// True for every icon key a group or a life event may use.
bool is_icon(std::string_view key);

}  // namespace yitang::catalog
