#include "apps/serveur/http/crowd.hpp"

#include <algorithm>

namespace filrouge::http {
namespace {

std::string key_of(const boost::asio::ip::address& address) {
  if (address.is_v4()) return address.to_string();
  auto bytes = address.to_v6().to_bytes();
  if (!address.to_v6().is_v4_mapped()) std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
  return {bytes.begin(), bytes.end()};
}

}  // namespace

Crowd::Seat::~Seat() {
  if (!crowd_) return;
  --crowd_->count_;
  if (key_.empty()) return;
  const auto found = crowd_->each_.find(key_);
  if (--found->second == 0) crowd_->each_.erase(found);
}

std::optional<Crowd::Seat> Crowd::enter(const boost::asio::ip::address& address) {
  auto key = key_of(address);
  if (count_ >= most_) return std::nullopt;
  const auto found = each_.find(key);
  if (found != each_.end() && found->second >= most_each_) return std::nullopt;
  ++count_;
  ++each_[key];
  return Seat(*this, std::move(key));
}

std::optional<Crowd::Seat> Crowd::enter_by_socket() {
  if (count_ >= most_) return std::nullopt;
  ++count_;
  return Seat(*this, {});
}

}  // namespace filrouge::http
