// Fields of a form, each drawn by its type.
#pragma once

#include <string>

#include "kiosk/cases/form.hpp"
#include "kiosk/resident/screens/layout.hpp"

namespace yitang::resident {

/// How a field is filled in.
enum class Editor { Keyboard, Choice, Choices, Date, Table, Tick, Address, Region };
Editor editor_of(const catalog::FormField& field);
/// Something else comes before the keyboard: a list over the whole content.
bool is_picked(const Screen& s, const catalog::FormField& field);
/// Few enough options to stand on the page itself; more are shown on a list of their own.
bool options_inline(const catalog::FormField& field);

/// Label, box, hint or error of one field; takes taps.
void draw_field(Screen& s, Column& column, const catalog::FormField& field);
/// Keyboard or wheels of the focused field, at the foot of the content. False if nothing is focused.
bool draw_field_input(Screen& s, const catalog::FormField& field);
/// The list of options that is open, over the whole content.
void draw_picker(Screen& s, const catalog::FormField& field);

/// The rows of a table field as words, one a line; numbers of identity cards masked. "" if there are none.
std::string table_text(const Screen& s, const catalog::FormField& field);
/// Rows of a table field and the page on which one row is filled in.
void draw_table_field(Screen& s, Column& column, const catalog::FormField& field);
void draw_row_editor(Screen& s, const catalog::FormField& field);

/// Label above and error below, for editors that are not text boxes.
void draw_field_label(Screen& s, Column& column, const catalog::FormField& field);
void draw_field_error(Screen& s, Column& column, const catalog::FormField& field);
void draw_field_question(Screen& s, Column& column, const catalog::FormField& field);

}  // namespace yitang::resident
