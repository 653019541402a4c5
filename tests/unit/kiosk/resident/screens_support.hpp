// Every page of the resident and each of its faces, built by hand with synthetic people. Shared by the layout
// test and by the gallery program.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kiosk/resident/screens/context.hpp"
#include "kiosk/resident/screens/memory.hpp"

namespace yitang::resident {

struct Face {
  std::string name;  ///< "card-expired"
  ResidentState state;
  /// Steps that lie in the memory of the screens: an open list, a keyboard mode, a half-typed word.
  std::function<void(ScreenMemory&, const ScreenContext&)> prepare = nullptr;
};

/// 2026-11-24 10:24 in China, the moment of every face.
inline constexpr UnixMillis face_time = 1795487040000;

std::vector<Face> faces(const catalog::Catalog& catalog);
/// A regular pattern in place of a QR code, so that tests need no encoder.
ui::QrMatrix checkerboard(std::string_view text);

std::vector<Face> faces_of_finding(const catalog::Catalog& catalog);
std::vector<Face> faces_of_identity(const catalog::Catalog& catalog);
std::vector<Face> faces_of_consent(const catalog::Catalog& catalog);
std::vector<Face> faces_of_form(const catalog::Catalog& catalog);
std::vector<Face> faces_of_finish(const catalog::Catalog& catalog);
std::vector<Face> faces_of_query();
std::vector<Face> faces_of_bundles(const catalog::Catalog& catalog);
std::vector<Face> faces_of_lists(const catalog::Catalog& catalog);
std::vector<Face> faces_without_card(const catalog::Catalog& catalog);
std::vector<Face> faces_of_codes(const catalog::Catalog& catalog);
std::vector<Face> faces_of_supplement(const catalog::Catalog& catalog);
/// The result's sheet at each stage; ways of delivery where none is chosen.
std::vector<Face> faces_of_result(const catalog::Catalog& catalog);
std::vector<Face> faces_of_queues(const catalog::Catalog& catalog);
std::vector<Face> faces_of_slots(const catalog::Catalog& catalog);

// Pieces the faces are made of.
cases::Person sample_applicant();
cases::Person sample_agent();
/// An application for this item, filled in as far as the sample goes; on its form.
ResidentState application(const catalog::Catalog& catalog, const std::string& item_id);

}  // namespace yitang::resident
