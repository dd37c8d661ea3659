#include "engine/reports/xlsx_book.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>
#include <zip.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <utility>

#include "engine/core/calendar/date.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/files/file_error.hpp"

namespace filrouge {
namespace {

/// Excel refuses a file of which a cell holds more.
constexpr std::size_t most_characters = 32'767;
constexpr std::string_view cut_here = "… (coupé : une cellule ne tient pas plus ; --format csv dit tout)";

/// Excel reads « _x0041_ » in a cell as « A »: such words are written so that they are read as they are.
std::string read_as_written(std::string_view text) {
  std::string written(text);
  const auto hexadecimal = [&](std::size_t at) {
    return std::ranges::all_of(std::string_view(written).substr(at, 4),
                               [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; });
  };
  for (std::size_t at = 0; (at = written.find("_x", at)) != std::string::npos; ++at)
    if (at + 6 < written.size() && written[at + 6] == '_' && hexadecimal(at + 2)) {
      written.insert(at, "_x005F");
      at += 6;
    }
  return written;
}

std::string fitting(std::string_view text) {
  // Excel counts UTF-16 units, of which a character is never more than its bytes.
  if (text.size() <= most_characters) return std::string(text);
  return std::string(utf8_prefix(text, most_characters - cut_here.size())).append(cut_here);
}

std::time_t moment(const std::string& made_at) {
  // 1980 is the first year of a zip; 0 would be read as « now ».
  const auto day = parse_iso_date(std::string_view(made_at).substr(0, 10)).value_or(*civil_date(1980, 1, 1));
  int hour = 0, minute = 0, second = 0;
  if (made_at.size() > 11) std::sscanf(made_at.c_str() + 11, "%2d:%2d:%2d", &hour, &minute, &second);
  return std::time_t{day.days} * 86'400 + hour * 3600 + minute * 60 + second;
}

[[noreturn]] void refuse(const std::string& why) {
  throw FileError("le classeur n'a pas pu être écrit : " + why +
                  " ; il passe par des fichiers temporaires (TMPDIR, /tmp), où il faut de la place");
}

void done(lxw_error error) {
  if (error != LXW_NO_ERROR) refuse(fmt::format("{} ({})", lxw_strerror(error), static_cast<int>(error)));
}

}  // namespace

/// One workbook, its rows written in their order.
class XlsxBook::Writing {
 public:
  explicit Writing(const std::string& path) : path_(path) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.use_zip64 = LXW_TRUE;
    book_.reset(workbook_new_opt(path.c_str(), &options));
    if (!book_) refuse(system_reason(errno));
    heading_ = format();
    format_set_bold(heading_);
    format_set_text_wrap(heading_);
    format_set_bg_color(heading_, 0xE4E4EE);
    format_set_border(heading_, LXW_BORDER_THIN);
    text_ = format();
    // What a person types over it stays what was typed: a number of dossier keeps its zeros.
    format_set_num_format(text_, "@");
    wrapped_ = format();
    format_set_text_wrap(wrapped_);
    day_ = format();
    format_set_num_format(day_, "dd/mm/yyyy");
    format_set_align(day_, LXW_ALIGN_LEFT);
    plain_ = format();
  }

  void properties(std::string title, std::string comments, const std::string& made_at) {
    std::string author = "filrouge";
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.comments = comments.data();
    properties.author = author.data();
    properties.created = moment(made_at);
    done(workbook_set_properties(book_.get(), &properties));
  }

  void begin_list(const std::string& name, const XlsxList& list) {
    sheet(name);
    list_ = list;
    for (lxw_col_t c = 0; c < list.columns.size(); ++c) {
      done(worksheet_set_column(sheet_, c, c, list.columns[c].width, nullptr));
      put(c, list.columns[c].title, heading_);
    }
    worksheet_freeze_panes(sheet_, 1, list.frozen);
    worksheet_set_landscape(sheet_);
    // A number of dossier is a text on purpose: no green corner says it may be a mistake.
    done(worksheet_ignore_errors(sheet_, LXW_IGNORE_NUMBER_STORED_AS_TEXT, list.numbers_as_texts));
    done(worksheet_repeat_rows(sheet_, 0, 0));
    end_row();
  }

  void end_list() {
    const auto last = row_ - 1;
    done(worksheet_autofilter(sheet_, 0, 0, last, static_cast<lxw_col_t>(list_.columns.size() - 1)));
    done(worksheet_print_area(sheet_, 0, 0, last, list_.last_printed));
  }

  void begin_notes(const std::string& name) {
    sheet(name);
    done(worksheet_set_column(sheet_, 0, 0, 46, nullptr));
    done(worksheet_set_column(sheet_, 1, 1, 90, nullptr));
  }

  void number(lxw_col_t column, std::uint64_t value) {
    done(worksheet_write_number(sheet_, row_, column, static_cast<double>(value), plain_));
  }
  void text(lxw_col_t column, std::string_view value) { put(column, value, text_); }
  void wrapped(lxw_col_t column, std::string_view value) { put(column, value, wrapped_); }
  void title(lxw_col_t column, std::string_view value) { put(column, value, heading_); }

  /// What is written as no day is left as it is written.
  void day(lxw_col_t column, std::string_view iso) {
    const auto known = parse_iso_date(iso);
    if (!known) return put(column, iso, text_);
    const auto civil = civil_day(*known);
    lxw_datetime at{civil.year, static_cast<int>(civil.month), static_cast<int>(civil.day), 0, 0, 0};
    done(worksheet_write_datetime(sheet_, row_, column, &at, day_));
  }
  void end_row() { ++row_; }

  void finish() {
    std::vector<std::uint64_t> rows_bytes;
    for (const auto* sheet : sheets_) {
      if (std::fflush(sheet->optimize_tmpfile) != 0 || std::ferror(sheet->optimize_tmpfile) != 0)
        refuse(system_reason(errno));
      rows_bytes.push_back(static_cast<std::uint64_t>(std::ftell(sheet->optimize_tmpfile)));
    }
    done(workbook_close(book_.release()));
    hold(rows_bytes);
  }

 private:
  struct Close {
    void operator()(lxw_workbook* book) const { lxw_workbook_free(book); }
  };
  struct CloseZip {
    void operator()(zip_t* zip) const { zip_discard(zip); }
  };

  lxw_format* format() {
    auto* made = workbook_add_format(book_.get());
    if (!made) refuse(system_reason(ENOMEM));
    format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
    return made;
  }

  void sheet(const std::string& name) {
    sheet_ = workbook_add_worksheet(book_.get(), name.c_str());
    if (!sheet_ || !sheet_->optimize_tmpfile) refuse("aucun fichier temporaire n'a pu être fait");
    sheets_.push_back(sheet_);
    row_ = 0;
    worksheet_set_paper(sheet_, 9);  // A4
    worksheet_fit_to_pages(sheet_, 1, 0);
    done(worksheet_set_footer(sheet_, "&Lfilrouge — &A&RPage &P sur &N"));
  }

  void put(lxw_col_t column, std::string_view value, lxw_format* format) {
    if (value.empty()) return;
    done(worksheet_write_string(sheet_, row_, column, fitting(read_as_written(value)).c_str(), format));
  }

  /// The library does not look whether the copy it makes of each sheet before it packs it has found room.
  void hold(const std::vector<std::uint64_t>& rows_bytes) const {
    int fault = 0;
    const std::unique_ptr<zip_t, CloseZip> zip(zip_open(path_.c_str(), ZIP_RDONLY, &fault));
    if (!zip) refuse("il ne se relit pas");
    for (std::size_t i = 0; i < rows_bytes.size(); ++i) {
      zip_stat_t found{};
      if (zip_stat(zip.get(), fmt::format("xl/worksheets/sheet{}.xml", i + 1).c_str(), 0, &found) != 0 ||
          (found.valid & ZIP_STAT_SIZE) == 0 || found.size < rows_bytes[i])
        refuse(system_reason(ENOSPC));
    }
  }

  const std::string path_;
  std::unique_ptr<lxw_workbook, Close> book_;
  std::vector<lxw_worksheet*> sheets_;
  lxw_worksheet* sheet_ = nullptr;
  XlsxList list_{};
  lxw_row_t row_ = 0;
  lxw_format *heading_, *text_, *wrapped_, *day_, *plain_;
};

XlsxBook::XlsxBook(const std::string& path) : writing_(std::make_unique<Writing>(path)) {}
XlsxBook::~XlsxBook() = default;

void XlsxBook::properties(std::string title, std::string comments, const std::string& made_at) {
  writing_->properties(std::move(title), std::move(comments), made_at);
}
void XlsxBook::begin_list(const std::string& name, const XlsxList& list) {
  writing_->begin_list(name, list);
}
void XlsxBook::end_list() {
  writing_->end_list();
}
void XlsxBook::begin_notes(const std::string& name) {
  writing_->begin_notes(name);
}
void XlsxBook::number(Column column, std::uint64_t value) {
  writing_->number(column, value);
}
void XlsxBook::text(Column column, std::string_view value) {
  writing_->text(column, value);
}
void XlsxBook::wrapped(Column column, std::string_view value) {
  writing_->wrapped(column, value);
}
void XlsxBook::title(Column column, std::string_view value) {
  writing_->title(column, value);
}
void XlsxBook::day(Column column, std::string_view iso) {
  writing_->day(column, iso);
}
void XlsxBook::end_row() {
  writing_->end_row();
}
void XlsxBook::finish() {
  writing_->finish();
}

}  // namespace filrouge
