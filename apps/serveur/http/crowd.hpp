#pragma once

#include <boost/asio/ip/address.hpp>
#include <cstddef>
#include <map>
#include <optional>
#include <string>

namespace filrouge::http {

/// How many connections there are, in all and of each address. Of IPv6, an address is its network of 64 bits:
/// one machine has them all.
class Crowd {
 public:
  Crowd(std::size_t most, std::size_t most_each) : most_(most), most_each_(most_each) {}

  /// One more, as long as this stands.
  class Seat {
   public:
    Seat(Crowd& crowd, std::string key) : crowd_(&crowd), key_(std::move(key)) {}
    ~Seat();
    Seat(Seat&& other) noexcept : crowd_(other.crowd_), key_(std::move(other.key_)) {
      other.crowd_ = nullptr;
    }
    Seat& operator=(Seat&&) = delete;

   private:
    Crowd* crowd_;
    std::string key_;
  };

  /// Nothing when there are enough.
  std::optional<Seat> enter(const boost::asio::ip::address& address);
  /// By the socket of the proxy, which all share.
  std::optional<Seat> enter_by_socket();

 private:
  std::size_t most_, most_each_, count_ = 0;
  std::map<std::string, std::size_t> each_;
};

}  // namespace filrouge::http
