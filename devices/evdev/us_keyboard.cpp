#include "devices/evdev/us_keyboard.hpp"

#include <linux/input-event-codes.h>

#include <algorithm>
#include <iterator>

namespace yitang::devices {
namespace {

struct KeyRow {
  std::uint16_t key;
  char plain;
  char shifted;
};

constexpr KeyRow kUsRows[] = {
    {KEY_1, '1', '!'},       {KEY_2, '2', '@'},          {KEY_3, '3', '#'},
    {KEY_4, '4', '$'},       {KEY_5, '5', '%'},          {KEY_6, '6', '^'},
    {KEY_7, '7', '&'},       {KEY_8, '8', '*'},          {KEY_9, '9', '('},
    {KEY_0, '0', ')'},       {KEY_MINUS, '-', '_'},      {KEY_EQUAL, '=', '+'},
    {KEY_TAB, '\t', '\t'},   {KEY_LEFTBRACE, '[', '{'},  {KEY_RIGHTBRACE, ']', '}'},
    {KEY_ENTER, '\r', '\r'}, {KEY_SEMICOLON, ';', ':'},  {KEY_APOSTROPHE, '\'', '"'},
    {KEY_GRAVE, '`', '~'},   {KEY_BACKSLASH, '\\', '|'}, {KEY_COMMA, ',', '<'},
    {KEY_DOT, '.', '>'},     {KEY_SLASH, '/', '?'},      {KEY_SPACE, ' ', ' '},
    {KEY_A, 'a', 'A'},       {KEY_B, 'b', 'B'},          {KEY_C, 'c', 'C'},
    {KEY_D, 'd', 'D'},       {KEY_E, 'e', 'E'},          {KEY_F, 'f', 'F'},
    {KEY_G, 'g', 'G'},       {KEY_H, 'h', 'H'},          {KEY_I, 'i', 'I'},
    {KEY_J, 'j', 'J'},       {KEY_K, 'k', 'K'},          {KEY_L, 'l', 'L'},
    {KEY_M, 'm', 'M'},       {KEY_N, 'n', 'N'},          {KEY_O, 'o', 'O'},
    {KEY_P, 'p', 'P'},       {KEY_Q, 'q', 'Q'},          {KEY_R, 'r', 'R'},
    {KEY_S, 's', 'S'},       {KEY_T, 't', 'T'},          {KEY_U, 'u', 'U'},
    {KEY_V, 'v', 'V'},       {KEY_W, 'w', 'W'},          {KEY_X, 'x', 'X'},
    {KEY_Y, 'y', 'Y'},       {KEY_Z, 'z', 'Z'},
};

// Shift does not change them: scanners type digits by the keypad with it held or not.
constexpr KeyRow kKeypad[] = {
    {KEY_KP0, '0', '0'},    {KEY_KP1, '1', '1'},        {KEY_KP2, '2', '2'},     {KEY_KP3, '3', '3'},
    {KEY_KP4, '4', '4'},    {KEY_KP5, '5', '5'},        {KEY_KP6, '6', '6'},     {KEY_KP7, '7', '7'},
    {KEY_KP8, '8', '8'},    {KEY_KP9, '9', '9'},        {KEY_KPDOT, '.', '.'},   {KEY_KPMINUS, '-', '-'},
    {KEY_KPPLUS, '+', '+'}, {KEY_KPASTERISK, '*', '*'}, {KEY_KPSLASH, '/', '/'}, {KEY_KPENTER, '\r', '\r'},
};

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

}  // namespace

std::optional<char> us_character(std::uint16_t key, bool shift, bool caps_lock) {
  const auto of_key = [key](const KeyRow& row) { return row.key == key; };
  if (const auto* row = std::find_if(std::begin(kUsRows), std::end(kUsRows), of_key);
      row != std::end(kUsRows)) {
    return (shift != (caps_lock && is_letter(row->plain))) ? row->shifted : row->plain;
  }
  const auto* row = std::find_if(std::begin(kKeypad), std::end(kKeypad), of_key);
  return row == std::end(kKeypad) ? std::nullopt : std::optional(row->plain);
}

std::optional<UsKey> us_key(char character) {
  const auto* row =
      std::find_if(std::begin(kUsRows), std::end(kUsRows), [character](const KeyRow& candidate) {
        return candidate.plain == character || candidate.shifted == character;
      });
  if (row == std::end(kUsRows)) return std::nullopt;
  return UsKey{row->key, row->plain != character};
}

}  // namespace yitang::devices
