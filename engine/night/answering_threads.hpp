#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "engine/core/dossier/journal.hpp"

namespace filrouge {

/// Answers dossiers with several threads, and hands each answer over in the order in which they were read:
/// what is written is the same whatever their number. Some hundred dossiers a thread are held at once.
/// `Read`: how each was read, a Journal or several.
template <class Answer, class Read = Journal>
class AnsweringThreads {
 public:
  /// Fills the answer, whose buffers held another before.
  using Work = std::function<void(const Read&, Answer&)>;

  /// One thread for each of the workers, or as many as the system gives; of one alone, none but the caller's.
  /// `hand_over` is called by the caller's thread, from take() and finish(), which throw what a worker threw
  /// when its turn comes.
  AnsweringThreads(std::vector<Work> workers, std::function<void(Answer&)> hand_over)
      : workers_(std::move(workers)), hand_over_(std::move(hand_over)), ring_(batches * workers_.size()) {
    if (workers_.size() == 1) return;
    threads_.reserve(workers_.size());
    try {
      for (const auto& work : workers_) threads_.emplace_back([this, &work] { answer(work); });
    } catch (const std::system_error&) {
      // The system gives no more of them: those there are answer, or the caller's.
    }
  }

  ~AnsweringThreads() {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    changed_.notify_all();
  }

  /// How many threads answer.
  std::size_t count() const { return threads_.empty() ? 1 : threads_.size(); }

  /// The journal is exchanged for another, to be filled in its turn.
  void take(Read& journal) {
    auto& batch = ring_[filled_ % ring_.size()];
    if (threads_.empty()) {
      batch.answers.resize(1);
      workers_.front()(journal, batch.answers.front());
      return hand_over_(batch.answers.front());
    }
    if (batch.journals.empty()) batch.journals.resize(dossiers), batch.answers.resize(dossiers);
    std::swap(batch.journals[batch.count++], journal);
    if (batch.count == dossiers) submit();
  }

  /// Once the last was taken.
  void finish() {
    if (threads_.empty()) return;
    if (ring_[filled_ % ring_.size()].count > 0) submit();
    while (written_ < filled_) write_oldest();
  }

 private:
  static constexpr std::size_t dossiers = 32;  ///< answered together: the lock is taken once for all of them
  static constexpr std::size_t batches = 4;    ///< a thread

  struct Batch {
    std::vector<Read> journals;
    std::vector<Answer> answers;
    std::size_t count = 0, answered = 0;
    bool done = false;
    std::exception_ptr failure;
  };

  void submit() {
    {
      const std::lock_guard lock(mutex_);
      ++filled_;
    }
    changed_.notify_all();
    while (filled_ - written_ == ring_.size()) write_oldest();
  }

  void write_oldest() {
    auto& batch = ring_[written_ % ring_.size()];
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return batch.done; });
    }
    for (std::size_t i = 0; i < batch.answered; ++i) hand_over_(batch.answers[i]);
    if (batch.failure) std::rethrow_exception(batch.failure);
    batch.count = batch.answered = 0;
    batch.done = false;
    ++written_;
  }

  void answer(const Work& work) {
    for (;;) {
      Batch* batch = nullptr;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return stop_ || begun_ < filled_; });
        if (stop_) return;
        batch = &ring_[begun_++ % ring_.size()];
      }
      try {
        for (; batch->answered < batch->count; ++batch->answered)
          work(batch->journals[batch->answered], batch->answers[batch->answered]);
      } catch (...) {
        batch->failure = std::current_exception();
      }
      {
        const std::lock_guard lock(mutex_);
        batch->done = true;
      }
      changed_.notify_all();
      // What it works with was left half changed; and nothing is handed over past what failed.
      if (batch->failure) return;
    }
  }

  std::vector<Work> workers_;
  std::function<void(Answer&)> hand_over_;
  std::vector<Batch> ring_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t filled_ = 0, begun_ = 0, written_ = 0;  ///< batches since the beginning
  bool stop_ = false;
  std::vector<std::jthread> threads_;  ///< last: they end before what they use
};

}  // namespace filrouge
