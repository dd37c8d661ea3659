#include "apps/serveur/banc/night_keeper.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <exception>
#include <utility>

#include "engine/night/night.hpp"

namespace filrouge::banc {
namespace {

constexpr std::chrono::seconds between{60};

}  // namespace

NightKeeper::NightKeeper(std::string base, RulesInForce& rules, std::function<Date()> today,
                         std::function<std::string()> now)
    : base_(std::move(base)), rules_(rules), today_(std::move(today)), now_(std::move(now)), thread_([this] {
        keep();
      }) {}

NightKeeper::~NightKeeper() {
  {
    const std::scoped_lock lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
}

void NightKeeper::wake() {
  {
    const std::scoped_lock lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

void NightKeeper::keep() {
  for (;;) {
    try {
      if (rules_.refresh()) spdlog::info("des règles nouvelles sont en vigueur");
      pass_if_due();
    } catch (const std::exception& error) {
      // A base that an import holds: its text names no dossier.
      spdlog::warn("la nuit n'a pu se passer, elle sera reprise : {}", error.what());
    }
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, between, [&] { return stop_ || woken_; });
    woken_ = false;
    if (stop_) return;
  }
}

void NightKeeper::pass_if_due() {
  const auto rules = rules_.now();
  const auto day = today_();
  {
    Base base(base_, BaseAccess::read);
    if (!night_is_due(base, *rules->program, day)) return;
  }
  Base base(base_, BaseAccess::write);
  const auto night = pass_night(base, *rules->program, {day, now_()}, {});
  spdlog::info("nuit passée : {} dossiers évalués sur {}", night.evaluated, night.dossiers);
}

}  // namespace filrouge::banc
