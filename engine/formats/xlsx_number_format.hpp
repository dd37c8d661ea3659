#pragma once

#include <string>
#include <string_view>

#include "engine/formats/workbook_serial.hpp"

namespace filrouge {

/// What the number format of a cell makes of its number, as far as the meaning goes: a day, an hour, a rate,
/// a number whose zeros are kept. Colours, separators and currencies change nothing.
class XlsxNumberFormat {
 public:
  XlsxNumberFormat() = default;
  /// A format that files name by its number alone; ids that mean no day are plain numbers.
  static XlsxNumberFormat built_in(unsigned id);
  /// A code as `dd/mm/yyyy;@`, of which the section of positive numbers counts.
  static XlsxNumberFormat coded(std::string_view code);

  enum class Kind { number, day, hour, rate, padded };
  Kind kind() const { return kind_; }
  /// The number as this format means it: "2026-01-02", "14:30:00", "80 %", "0123456", "646.52".
  std::string shown(double number, SerialEpoch epoch) const;

 private:
  explicit XlsxNumberFormat(Kind kind) : kind_(kind) {}

  Kind kind_ = Kind::number;
  bool elapsed_ = false;  ///< [h]: hours that do not start again at 24
  std::string pattern_;   ///< of a padded number: `0` a digit always shown, `#` one that may be, else itself
};

}  // namespace filrouge
