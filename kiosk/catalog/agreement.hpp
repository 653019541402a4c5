// What a person is asked to agree to: shown word for word, never paraphrased. Plain data, part of an item.
#pragma once

#include <string>
#include <vector>

#include "kiosk/base/language.hpp"

namespace yitang::catalog {

/// Before sensitive data are read for an item, or data of a child under 14: what, why, how, how long, to
/// whom.
struct ConsentText {
  int version = 1;  ///< a change of any word is a new version
  Text what;
  Text why;
  Text how;
  Text kept;  ///< "{days}" in the file became the item's days on the terminal
  Text whom;
};

/// A commitment that stands for a proof.
struct CommitmentText {
  int version = 1;
  Text replaces;     ///< the proof that need not be brought; also its name when it is brought all the same
  Text text;         ///< what is declared, in the first person
  Text consequence;  ///< of a false declaration
};

/// The text as one piece, a paragraph a line: what is shown, stored and hashed. Both languages.
Text whole_text(const ConsentText& consent);
Text whole_text(const CommitmentText& commitment);

}  // namespace yitang::catalog
