#include "apps/serveur/affaire/timeline_svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/core/explain/sentence.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/text/markup.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::serveur {
namespace {

constexpr int font_size = 13;
constexpr double letter_width = 7.0;  ///< of that size, on the wide side: labels must not touch
constexpr int lane_above = 20, lane_below = 36, most_lanes = 14;
constexpr int margin = 24, least_width = 880, greatest_width = 2400;
constexpr double pixels_a_day = 8;
constexpr int long_gap = 30;     ///< days: a stretch without anything is not drawn longer
constexpr double gap_mark = 46;  ///< wide, where it is said how long it is

/// What crosses a text is hidden around it, by the colour of the page whichever it is.
constexpr std::string_view halo =
    " paint-order=\"stroke\" stroke=\"Canvas\" stroke-width=\"4\" stroke-linejoin=\"round\"";

double width_of(std::string_view text) {
  return static_cast<double>(utf8_count(text)) * letter_width;
}

constexpr std::string_view month_names[] = {"janv.", "févr.", "mars",  "avr.", "mai",  "juin",
                                            "juil.", "août",  "sept.", "oct.", "nov.", "déc."};

/// « 4 mars »
std::string short_day(Date day) {
  const auto civil = civil_day(day);
  return fmt::format("{}{} {}", civil.day, civil.day == 1 ? "er" : "", month_names[civil.month - 1]);
}

/// The beginning of a label that is too long to be drawn: its title has the whole.
std::string shortened(const std::string& label) {
  constexpr std::size_t most = 64;
  if (utf8_count(label) <= most) return label;
  std::size_t bytes = 0;
  for (std::size_t n = 0; n < most - 1; ++n) bytes += utf8_at(label, bytes).length;
  return label.substr(0, bytes) + "…";
}

/// Where days stand: as far apart as they are, but long stretches in which nothing happens.
class Scale {
 public:
  Scale(const std::set<Date>& days, int& width) {
    double x = 0;
    for (const auto day : days) {
      if (!marks_.empty()) {
        const auto gap = days_between(marks_.back().day, day);
        const bool shortened = gap > long_gap;
        x += shortened ? long_gap * pixels_a_day + gap_mark : gap * pixels_a_day;
        marks_.push_back({day, x, shortened});
      } else {
        marks_.push_back({day, 0, false});
      }
    }
    const auto natural = std::max(x, 1.0);
    const auto inside =
        std::clamp(natural, double(least_width - 2 * margin), double(greatest_width - 2 * margin));
    for (auto& mark : marks_) mark.x = margin + (marks_.size() == 1 ? inside / 2 : mark.x * inside / natural);
    width = static_cast<int>(std::lround(inside)) + 2 * margin;
  }

  double at(Date day) const {
    const auto after = std::ranges::lower_bound(marks_, day, {}, &Mark::day);
    if (after == marks_.end()) return marks_.back().x;
    if (after->day == day || after == marks_.begin()) return after->x;
    const auto before = after - 1;
    return before->x +
           (after->x - before->x) * days_between(before->day, day) / days_between(before->day, after->day);
  }

  struct Shortened {
    double from, to;
    int days;
  };
  std::vector<Shortened> shortened() const {
    std::vector<Shortened> all;
    for (std::size_t m = 1; m < marks_.size(); ++m)
      if (marks_[m].shortened)
        all.push_back({marks_[m - 1].x, marks_[m].x, days_between(marks_[m - 1].day, marks_[m].day)});
    return all;
  }
  Date first() const { return marks_.front().day; }
  Date last() const { return marks_.back().day; }

 private:
  struct Mark {
    Date day;
    double x;
    bool shortened;  ///< the stretch before it
  };
  std::vector<Mark> marks_;
};

/// Lanes in which nothing touches: each knows what of it is taken.
class Lanes {
 public:
  explicit Lanes(std::size_t most) : most_(most) {}
  /// The first lane free between the two; none_id: all are taken.
  std::uint32_t place(double from, double to) {
    for (std::uint32_t lane = 0;; ++lane) {
      if (lane == most_) return none_id;
      if (lane == taken_.size()) taken_.emplace_back();
      const bool free = std::ranges::none_of(
          taken_[lane], [&](const auto& span) { return from < span.second + 8 && span.first < to + 8; });
      if (!free) continue;
      taken_[lane].emplace_back(from, to);
      return lane;
    }
  }
  std::size_t count() const { return taken_.size(); }

 private:
  std::size_t most_;
  std::vector<std::vector<std::pair<double, double>>> taken_;
};

struct DrawnAct {
  Date on, known;
  std::string label, title;
  bool perhaps = false, cancelled = false;
  double x = 0, label_x = 0;
  bool to_the_left = false;
  std::uint32_t lane = 0;
  unsigned others = 0;  ///< that joined its label
};

struct DrawnDelai {
  TimelineItem::Kind kind{};
  Date from, to;
  std::string label, title;
  bool late = false, open_end = false;
  double x1 = 0, x2 = 0, label_x = 0;
  std::uint32_t lane = 0;
};

class Drawing {
 public:
  Drawing(const DossierRead& dossier, const Thread& thread, std::string_view id)
      : dossier_(dossier), thread_(thread), id_(id) {}

  Timeline drawn() {
    gather();
    draw();
    return std::move(out_);
  }

 private:
  const ThreadAct* act_of(std::uint32_t rank) const {
    const auto found = std::ranges::find(thread_.acts, rank, &ThreadAct::rank);
    return found == thread_.acts.end() ? nullptr : &*found;
  }

  static std::string_view kind_word(TimelineItem::Kind kind) {
    constexpr std::string_view words[] = {"acte",   "état",   "échéance", "temps de la personne",
                                          "mesure", "faculté"};
    return words[static_cast<std::size_t>(kind)];
  }

  void gather() {
    for (const auto& item : timeline(dossier_.program(), dossier_.journal(), dossier_.evaluation())) {
      if (item.kind == TimelineItem::Kind::event) {
        if (const auto* act = act_of(item.act)) add_act(*act, item);
        continue;
      }
      if (std::ranges::find(thread_.instances, item.instance) == thread_.instances.end()) continue;
      TimelineRow row{std::string(kind_word(item.kind)),           item.from, item.to, {}, item.label,
                      std::string(statut_for_people(item.statut)), {}};
      if (item.kind == TimelineItem::Kind::passage && item.act != none_id)
        row.statut = fmt::format("par « {} »", dossier_.act_name(item.act));
      out_.rows.push_back(std::move(row));
      if (item.kind == TimelineItem::Kind::passage || item.statut == statut_name(Statut::sans_objet))
        continue;
      add_delai(item);
    }
  }

  void add_act(const ThreadAct& of, const TimelineItem& item) {
    // As corrected: its day may be another than the one first written.
    const auto& event = dossier_.act(of.rank);
    DrawnAct act{.on = event.on,
                 .known = event.known > event.on ? event.known : Date{},
                 .label = item.label,
                 .title = {},
                 .perhaps = of.perhaps,
                 .cancelled = of.cancelled};
    act.label = fmt::format("{}, {}", short_day(act.on), act.label);
    if (act.cancelled) act.label += " (annulé)";
    if (act.perhaps) act.label += " (peut-être d'une autre affaire)";
    act.title = fmt::format("{}, le {}{}", item.label, french_date(act.on),
                            act.known.known() ? ", connu le " + french_date(act.known) : std::string());
    out_.rows.push_back({"acte",
                         act.on,
                         {},
                         act.known,
                         item.label,
                         act.cancelled ? "annulé"
                         : act.perhaps ? "peut-être d'une autre affaire"
                                       : "",
                         std::string(dossier_.id(of.rank))});
    acts_.push_back(std::move(act));
  }

  void add_delai(const TimelineItem& item) {
    DrawnDelai delai{.kind = item.kind,
                     .from = item.from.known() ? item.from : item.to,
                     .to = item.to,
                     .label = item.label,
                     .title = {}};
    if (!delai.to.known()) return;
    // What begins after its end, or is counted backwards, is drawn from one to the other.
    if (delai.to < delai.from) std::swap(delai.from, delai.to);
    delai.late = item.statut == statut_name(Statut::depassee);
    delai.open_end = !item.borne.empty();
    const auto statut = statut_for_people(item.statut);
    const auto end =
        fmt::format(" : {}{}", french_date(item.to), statut.empty() ? "" : fmt::format(", {}", statut));
    delai.label = shortened(item.label) + end;
    delai.title = fmt::format("{} — {}{}, du {} au {}", kind_word(item.kind), item.label, end,
                              french_date(delai.from), french_date(delai.to));
    delais_.push_back(std::move(delai));
  }

  void lay_out(const Scale& scale, int width) {
    Lanes above(most_lanes), below(1000);
    std::ranges::stable_sort(acts_, {}, &DrawnAct::on);
    std::vector<DrawnAct> shown;
    for (auto& act : acts_) {
      act.x = scale.at(act.on);
      // Room is kept for those that may join it.
      const auto wide = width_of(act.label) + 6 * letter_width;
      act.to_the_left = act.x + wide > width - 4 && act.x - wide > 4;
      act.label_x = act.to_the_left ? act.x - 4 : act.x + 4;
      act.lane = act.to_the_left ? above.place(act.x - wide, act.x) : above.place(act.x, act.x + wide);
      if (act.lane == none_id && !shown.empty()) {
        auto& before = shown.back();
        ++before.others;
        before.title += " ; " + act.title;
        joined_.push_back(act);
        continue;
      }
      shown.push_back(std::move(act));
    }
    acts_ = std::move(shown);
    lanes_above_ = std::max<std::size_t>(above.count(), 1);
    std::ranges::stable_sort(delais_, {}, &DrawnDelai::from);
    for (auto& delai : delais_) {
      delai.x1 = scale.at(delai.from);
      delai.x2 = std::max(scale.at(delai.to), delai.x1 + 3);
      // Bold is wider.
      const auto wide = width_of(delai.label) * (delai.late ? 1.12 : 1);
      delai.label_x = std::max(4.0, std::min(delai.x1, width - 4 - wide));
      delai.lane = below.place(std::min(delai.x1, delai.label_x), std::max(delai.x2, delai.label_x + wide));
    }
    lanes_below_ = below.count();
  }

  template <typename... Args>
  void add(fmt::format_string<Args...> text, Args&&... args) {
    fmt::format_to(std::back_inserter(out_.svg), text, std::forward<Args>(args)...);
  }

  void draw() {
    std::set<Date> days{dossier_.asked()};
    for (const auto& act : acts_) {
      days.insert(act.on);
      if (act.known.known()) days.insert(act.known);
    }
    for (const auto& delai : delais_) days.insert(delai.from), days.insert(delai.to);
    int width = 0;
    const Scale scale(days, width);
    lay_out(scale, width);
    const int axis = 28 + static_cast<int>(lanes_above_) * lane_above + 14;
    const int months = axis + 20;
    const int under = months + 10;
    const int height = under + static_cast<int>(lanes_below_) * lane_below + 12;
    out_.width = width;
    out_.height = height;
    add("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"frise\" role=\"img\" viewBox=\"0 0 {} {}\" "
        "width=\"{}\" height=\"{}\" "
        "font-size=\"{}\" font-family=\"sans-serif\" fill=\"currentColor\" aria-labelledby=\"{}-titre "
        "{}-desc\">\n",
        width, height, width, height, font_size, id_, id_);
    add("<title id=\"{}-titre\">Frise de l'affaire {}</title>\n", id_, in_markup(thread_.key.numero));
    add("<desc id=\"{}-desc\">{}, du {} au {}, au-dessus de la ligne du temps ; {} en dessous. Le tableau "
        "qui suit dit la même "
        "chose.</desc>\n",
        id_, counted(acts_.size() + joined_.size(), "acte", "actes"), french_date(scale.first()),
        french_date(scale.last()), counted(delais_.size(), "délai", "délais"));
    add("<line class=\"frise-axe\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"currentColor\" "
        "stroke-width=\"2\"/>\n",
        margin / 2, axis, width - margin / 2, axis);
    draw_months(scale, axis, months);
    draw_delais(under);
    draw_acts(scale, axis);
    draw_today(scale, width, height);
    out_.svg += "</svg>\n";
  }

  void draw_months(const Scale& scale, int axis, int y) {
    const auto shortened = scale.shortened();
    for (const auto& gap : shortened) {
      const auto middle = (gap.from + gap.to) / 2;
      add("<path class=\"frise-axe\" d=\"M{:.0f} {} l4 -6 l4 12 l4 -12 l4 12 l2 -6\" fill=\"none\" "
          "stroke=\"currentColor\"/>\n",
          middle - 9, axis);
      const auto long_is = gap.days >= 730  ? fmt::format("{} ans", (gap.days + 182) / 365)
                           : gap.days >= 60 ? fmt::format("{} mois", (gap.days + 15) / 30)
                                            : fmt::format("{} jours", gap.days);
      add("<text class=\"frise-axe\" x=\"{:.0f}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n", middle, y,
          long_is);
      written_.emplace_back(middle - width_of(long_is) / 2, middle + width_of(long_is) / 2);
    }
    auto month = civil_day(scale.first());
    for (auto day = *civil_date(month.year, month.month, 1); day <= scale.last();) {
      const auto here = civil_day(day);
      const auto text = fmt::format("{} {}", month_names[here.month - 1], here.year);
      const auto x = scale.at(std::max(day, scale.first()));
      const bool within =
          std::ranges::any_of(shortened, [&](const auto& gap) { return x > gap.from + 2 && x < gap.to - 2; });
      const auto from = std::clamp(x - width_of(text) / 2, 2.0, out_.width - 2 - width_of(text));
      const auto to = from + width_of(text);
      const bool touches = std::ranges::any_of(
          written_, [&](const auto& one) { return from < one.second + 6 && one.first < to + 6; });
      if (!within && day >= scale.first())
        add("<line class=\"frise-axe\" x1=\"{0:.1f}\" y1=\"{1}\" x2=\"{0:.1f}\" y2=\"{2}\" "
            "stroke=\"currentColor\"/>\n",
            x, axis, axis + 6);
      if (!within && !touches) {
        add("<text class=\"frise-axe\" x=\"{:.0f}\" y=\"{}\">{}</text>\n", from, y, text);
        written_.emplace_back(from, to);
      }
      day = here.month == 12 ? *civil_date(here.year + 1, 1, 1) : *civil_date(here.year, here.month + 1, 1);
    }
  }

  void draw_delais(int under) {
    for (const auto& delai : delais_) {
      const auto y = under + static_cast<int>(delai.lane) * lane_below;
      const auto of_kind = delai.kind == TimelineItem::Kind::waiting   ? "frise-attente"
                           : delai.kind == TimelineItem::Kind::measure ? "frise-mesure"
                           : delai.kind == TimelineItem::Kind::faculty ? "frise-faculte"
                                                                       : "frise-delai";
      add("<g class=\"{}{}\"><title>{}</title>", of_kind, delai.late ? " frise-retard" : "",
          in_markup(delai.title));
      add("<rect x=\"{:.1f}\" y=\"{}\" width=\"{:.1f}\" height=\"10\" fill=\"currentColor\" "
          "fill-opacity=\"{}\" stroke=\"currentColor\" "
          "stroke-width=\"{}\"{}/>",
          delai.x1, y + 20, delai.x2 - delai.x1,
          delai.kind == TimelineItem::Kind::waiting   ? "0.35"
          : delai.kind == TimelineItem::Kind::measure ? "0.7"
                                                      : "0.08",
          delai.late ? "2" : "1", delai.open_end ? " stroke-dasharray=\"4 3\"" : "");
      add("<text x=\"{:.0f}\" y=\"{}\"{}{}>{}</text></g>\n", delai.label_x, y + 14, halo,
          delai.late ? " font-weight=\"bold\"" : "", in_markup(delai.label));
    }
  }

  void known_later(const Scale& scale, const DrawnAct& act, int axis) {
    if (!act.known.known()) return;
    const auto x = scale.at(act.known);
    add("<path class=\"frise-connu\" d=\"M{0:.1f} {1} Q{2:.1f} {3} {4:.1f} {1}\" fill=\"none\" "
        "stroke=\"currentColor\" stroke-dasharray=\"2 3\"/>"
        "<circle class=\"frise-connu\" cx=\"{4:.1f}\" cy=\"{1}\" r=\"3\" fill=\"none\" "
        "stroke=\"currentColor\"/>",
        act.x, axis, (act.x + x) / 2, axis - 14, x);
  }

  void draw_acts(const Scale& scale, int axis) {
    for (const auto& act : joined_) {
      add("<circle class=\"frise-acte\" cx=\"{:.1f}\" cy=\"{}\" r=\"4\"/>\n", act.x, axis);
      known_later(scale, act, axis);
    }
    // Words last: nothing is drawn over them.
    const auto height_of = [&](const DrawnAct& act) {
      return axis - 14 - static_cast<int>(act.lane) * lane_above;
    };
    for (const auto& act : acts_) {
      add("<line class=\"frise-acte\" x1=\"{0:.1f}\" y1=\"{1}\" x2=\"{0:.1f}\" y2=\"{2}\" "
          "stroke=\"currentColor\" "
          "stroke-opacity=\"0.4\"/>",
          act.x, axis, height_of(act) - 8);
      known_later(scale, act, axis);
    }
    out_.svg += '\n';
    for (const auto& act : acts_) {
      add("<g class=\"frise-acte{}{}\"><title>{}</title>", act.cancelled ? " frise-annule" : "",
          act.perhaps ? " frise-doute" : "", in_markup(act.title));
      add("<circle cx=\"{:.1f}\" cy=\"{}\" r=\"4\"{}/>", act.x, axis,
          act.cancelled || act.perhaps ? " fill=\"none\" stroke=\"currentColor\"" : "");
      add("<text x=\"{:.1f}\" y=\"{}\"{}{}{}>{}{}</text></g>\n", act.label_x, height_of(act), halo,
          act.to_the_left ? " text-anchor=\"end\"" : "",
          act.cancelled ? " text-decoration=\"line-through\"" : "", in_markup(act.label),
          act.others ? fmt::format(" (+{})", act.others) : std::string());
    }
  }

  void draw_today(const Scale& scale, int width, int height) {
    const auto x = scale.at(dossier_.asked());
    const auto text = french_date(dossier_.asked());
    const bool left = x + width_of(text) + 6 > width;
    add("<g class=\"frise-jour\"><line x1=\"{0:.1f}\" y1=\"4\" x2=\"{0:.1f}\" y2=\"{1}\" "
        "stroke=\"currentColor\" stroke-width=\"2\" "
        "stroke-dasharray=\"6 4\"/><text x=\"{2:.1f}\" y=\"16\" font-weight=\"bold\"{3}>{4}</text></g>\n",
        x, height - 4, left ? x - 5 : x + 5, left ? " text-anchor=\"end\"" : "", text);
  }

  const DossierRead& dossier_;
  const Thread& thread_;
  std::string id_;
  Timeline out_;
  std::vector<DrawnAct> acts_, joined_;
  std::vector<DrawnDelai> delais_;
  std::size_t lanes_above_ = 1, lanes_below_ = 0;
  std::vector<std::pair<double, double>> written_;  ///< taken by the words under the line
};

}  // namespace

Timeline timeline_of(const DossierRead& dossier, const Thread& thread, std::string_view id) {
  return Drawing(dossier, thread, id).drawn();
}

}  // namespace filrouge::serveur
