// One function for each page and each thing above a page. They draw into Screen::content.
#pragma once

#include "kiosk/catalog/guide.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/screen.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/key_values.hpp"
#include "ui/widgets/picture.hpp"

namespace yitang::resident {

void draw_idle(Screen& s);
void draw_home(Screen& s);
void draw_item_list(Screen& s);
void draw_search(Screen& s);
void draw_guide(Screen& s);
void draw_eligibility(Screen& s);
void draw_not_eligible(Screen& s);
void draw_consent(Screen& s);
void draw_who_for(Screen& s);
void draw_card(Screen& s);
void draw_agent_kind(Screen& s);
void draw_no_card(Screen& s);
void draw_prepared(Screen& s);
void draw_presence(Screen& s);
void draw_guardian(Screen& s);
void draw_duplicate(Screen& s);
void draw_resume(Screen& s);
void draw_form(Screen& s);
void draw_materials(Screen& s);
void draw_capture(Screen& s);
void draw_missing(Screen& s);
void draw_commitment(Screen& s);
void draw_delivery(Screen& s);
void draw_signature(Screen& s);
void draw_review(Screen& s);
void draw_submitting(Screen& s);
void draw_receipt(Screen& s);
void draw_rating(Screen& s);
void draw_emergency(Screen& s);
void draw_lists(Screen& s);
void draw_list_entries(Screen& s);
void draw_list_entry(Screen& s);
void draw_queues(Screen& s);
void draw_ticket_card(Screen& s);
void draw_ticket(Screen& s);
void draw_slot_days(Screen& s);
void draw_slot_times(Screen& s);
void draw_check_in(Screen& s);
void draw_goodbye(Screen& s);
void draw_query(Screen& s);
void draw_query_number(Screen& s);
void draw_query_list(Screen& s);
void draw_query_case(Screen& s);
void draw_bundle(Screen& s);
void draw_bundle_forms(Screen& s);

// What a bundle shows on pages that it shares with single items.
void draw_bundle_refusal(Screen& s);
void draw_bundle_under_way(Screen& s);
/// The slip as it comes out, then every case with its number and its day.
void draw_bundle_receipt(Screen& s, Column& column);

/// Part of the receipt's and of the case's page; nothing where no form may be printed.
class Column;
void draw_form_copy(Screen& s, Column& column);
/// What became of something on A4. `words`: first part of the keys, "form_copy" or "result_copy".
ui::BannerSpec form_fate_banner(const Screen& s, const std::string& words);
/// The result's sheet: that it is here or why not, and what its printing comes to. The button is the page's.
void draw_result_copy(Screen& s, Column& column);
bool offers_result(const Screen& s);
ui::ButtonSpec result_button(const Screen& s);
void draw_supplement(Screen& s);
void draw_supplement_sent(Screen& s);

void draw_overlay(Screen& s);
void draw_look(Screen& s);   ///< look.cpp: the panel for size and colours
void draw_sound(Screen& s);  ///< sound.cpp: the panel for reading aloud

// Parts of one page that another shows, too.
/// What stands in the way of reporting for an appointment.
std::string check_in_key(CheckInView view);
/// "3.2 working days on average, 98% in time"; "" while too few cases have ended.
std::string figures_text(const Screen& s);
void draw_guide_materials(Screen& s, Column& column, const catalog::Guide& guide);
const ui::QrMatrix& receipt_code(Screen& s, const std::string& token);
/// "Fri, 4 Dec 2026", "on the spot" or "the office will confirm the date", as a row.
ui::KeyValue promise_row(const Screen& s, const cases::SubmittedCase& result, bool immediate);

}  // namespace yitang::resident
