// One function for each page and each thing above a page. They draw into Screen::content.
#pragma once

#include "kiosk/resident/screens/screen.hpp"

namespace yitang::resident {

void draw_idle(Screen& s);
void draw_home(Screen& s);
void draw_item_list(Screen& s);
void draw_search(Screen& s);
void draw_guide(Screen& s);
void draw_eligibility(Screen& s);
void draw_not_eligible(Screen& s);
void draw_who_for(Screen& s);
void draw_card(Screen& s);
void draw_agent_kind(Screen& s);
void draw_duplicate(Screen& s);
void draw_resume(Screen& s);
void draw_form(Screen& s);
void draw_materials(Screen& s);
void draw_capture(Screen& s);
void draw_missing(Screen& s);
void draw_delivery(Screen& s);
void draw_signature(Screen& s);
void draw_review(Screen& s);
void draw_submitting(Screen& s);
void draw_receipt(Screen& s);
void draw_rating(Screen& s);
void draw_goodbye(Screen& s);
void draw_query(Screen& s);
void draw_query_number(Screen& s);
void draw_query_list(Screen& s);
void draw_query_case(Screen& s);

/// Part of the receipt's and of the case's page; nothing where no form may be printed.
class Column;
void draw_form_copy(Screen& s, Column& column);

void draw_overlay(Screen& s);

}  // namespace yitang::resident
