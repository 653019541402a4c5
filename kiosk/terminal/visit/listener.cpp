#include "kiosk/terminal/visit/listener.hpp"

#include "devices/id_reader/synthetic_card.hpp"

namespace yitang::terminal {
namespace {

bool tells(const std::string& text, const std::string& secret) {
  return !secret.empty() && text.find(secret) != std::string::npos;
}

}  // namespace

std::string Listener::overheard(VisitStage& stage) {
  const auto& said = stage.speech().utterances();
  const bool alone = stage.state().sound.headset;
  for (; heard_ < said.size(); ++heard_) {
    if (alone) continue;
    const std::string& text = said[heard_].text;
    for (const devices::SyntheticCard& card : devices::sample_cards()) {
      if (tells(text, card.name) || tells(text, card.latin_name) || tells(text, card.number) ||
          tells(text, card.address))
        return "the loudspeaker told everybody about the holder of the card \"" + card.label + "\"";
    }
  }
  return {};
}

}  // namespace yitang::terminal
