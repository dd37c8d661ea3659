#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "engine/store/cursor.hpp"

namespace filrouge::banc {

template <class Row>
struct OrderedRows {
  std::vector<Row> rows;
  bool more = false;  ///< there are others after them
};

/// The rows of several lists, each of which is in the order of `key_of(row)`, in that one order; `most` of
/// them at most. Each list (a territoire, mostly) is read row by row as it is asked for: beyond those given,
/// one of each is looked at. What a cursor was bound to must live until then.
template <class Row, class Read, class KeyOf>
OrderedRows<Row> in_one_order(std::vector<std::unique_ptr<Cursor>> lists, std::size_t most, Read read,
                              KeyOf key_of) {
  struct Head {
    std::unique_ptr<Cursor> list;
    Row row;
  };
  std::vector<Head> heads;
  for (auto& list : lists)
    if (list->step()) {
      auto row = read(*list);
      heads.push_back({std::move(list), std::move(row)});
    }
  OrderedRows<Row> page;
  while (!heads.empty()) {
    if (page.rows.size() == most) {
      page.more = true;
      break;
    }
    const auto least =
        std::ranges::min_element(heads, {}, [&](const Head& head) { return key_of(head.row); });
    page.rows.push_back(std::move(least->row));
    if (least->list->step())
      least->row = read(*least->list);
    else
      heads.erase(least);
  }
  return page;
}

}  // namespace filrouge::banc
