#pragma once
#include "ui/context.hpp"

namespace yitang::ui {

// Pictures that explain a movement. Still pictures: they cost nothing while waiting.
enum class Illustration {
  CardOnReader,  // put the card flat on the reader
  CardTurned,    // turn or move the card
  TakeReceipt,   // the slip comes out below
  PaperUnderCamera,
  ScanCode,  // hold the code before the window
  AllDone,
  CallStaff,
  CardChecked,  // the identity card has been read
  Phone,
  BankCard,    // its long number marked
  FormAndPen,  // questions to answer
};
void illustration(Ui& ui, const Rect& rect, Illustration which, std::string_view label);

// A paper slip with a torn edge that shows these lines, e.g. a receipt number. Returns the rectangle inside
// it.
Rect paper_slip(Ui& ui, const Rect& rect);

}  // namespace yitang::ui
