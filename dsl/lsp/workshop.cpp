#include "dsl/lsp/workshop.hpp"

#include <algorithm>
#include <utility>

#include "engine/session/rule_files.hpp"

namespace filrouge::lsp {

namespace fs = std::filesystem;

std::shared_ptr<const Analysis> Workspace::check(const Buffers& buffers) {
  struct Found {
    RuleFile file;
    fs::path path;
  };
  std::vector<Found> found;
  std::error_code error;
  for (auto& file : find_rule_files(root_)) {
    auto path = fs::canonical(file.path, error);
    if (error) continue;  // gone since it was listed
    if (std::ranges::find(found, path, &Found::path) == found.end())
      found.push_back({std::move(file), std::move(path)});
  }
  // A buffer that was never written is of the rules all the same.
  for (const auto& [path, text] : buffers)
    if (std::ranges::find(found, path, &Found::path) == found.end())
      found.push_back({{text->file().path(), path, root_}, path});
  std::ranges::sort(found, {}, [](const Found& one) { return one.file.shown; });

  const fs::path given[] = {root_};
  const Grounds grounds(given);
  std::vector<CheckedFile> files;
  std::map<fs::path, OnDisk> kept;
  for (auto& [file, path] : found) {
    if (const auto buffer = buffers.find(path); buffer != buffers.end()) {
      files.push_back({path, buffer->second});
      continue;
    }
    if (file.path != root_ && !grounds.hold(file.path)) {
      auto refused = std::make_shared<ParsedText>(file.shown, std::string());
      refused->diagnostics.report(dsl::Code::link_outside, {0, 0, 0}, {file.shown});
      files.push_back({path, std::move(refused)});
      continue;
    }
    const auto written = fs::last_write_time(path, error);
    const auto size = error ? 0 : fs::file_size(path, error);
    if (error) continue;
    auto known = disk_.find(path);
    if (known == disk_.end() || known->second.written != written || known->second.size != size) {
      auto text = ParsedText::read(path, file.shown);
      known = disk_.insert_or_assign(path, OnDisk{written, size, std::move(text)}).first;
    }
    kept.insert(*known);
    files.push_back({path, known->second.text});
  }
  disk_ = std::move(kept);
  return checked(std::move(files));
}

std::shared_ptr<const Analysis> Workspace::check_with(const Analysis& base, const Buffers& changed) {
  auto files = base.files;
  for (auto& file : files)
    if (const auto other = changed.find(file.path); other != changed.end()) file.text = other->second;
  return checked(std::move(files));
}

std::shared_ptr<const Analysis> Workspace::checked(std::vector<CheckedFile> files) {
  const fs::path given[] = {root_};
  const Grounds grounds(given);
  ValueFiles values(grounds);
  const auto open = [&, places = files](std::uint32_t number, const std::string& written) {
    if (number >= places.size()) return dsl::DatedAnswer(dsl::DatedFault::absent);
    return values.open({places[number].text->file().path(), places[number].path, root_}, written);
  };
  return std::make_shared<const Analysis>(std::move(files), open);
}

Workshop::Workshop() : thread_([this] { work(); }) {}

Workshop::~Workshop() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
    tasks_.clear();
  }
  wake_.notify_all();
  thread_.join();
}

void Workshop::add(std::function<void()> task) {
  {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  wake_.notify_all();
}

void Workshop::work() {
  while (true) {
    std::function<void()> task;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return closing_ || !tasks_.empty(); });
      if (closing_) return;
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    task();
  }
}

}  // namespace filrouge::lsp
