#include "tests/serveur/bench_support.hpp"

#include <SQLiteCpp/Statement.h>

#include <catch2/catch.hpp>

#include "apps/serveur/http/percent.hpp"
#include "apps/serveur/pages/all_routes.hpp"
#include "engine/core/dossier/visitor.hpp"
#include "engine/formats/dossier_json.hpp"
#include "engine/night/night.hpp"
#include "engine/store/dossier_rows.hpp"
#include "engine/store/import.hpp"

namespace filrouge::pages {
namespace {

std::string unescaped(std::string text) {
  const std::pair<std::string_view, std::string_view> entities[] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
  for (const auto& [entity, letter] : entities)
    for (auto at = text.find(entity); at != std::string::npos; at = text.find(entity, at + letter.size()))
      text.replace(at, entity.size(), letter);
  return text;
}

std::string attribute(std::string_view tag, std::string_view name) {
  const auto at = tag.find(" " + std::string(name) + "=\"");
  if (at == std::string_view::npos) return {};
  const auto from = at + name.size() + 3;
  return unescaped(std::string(tag.substr(from, tag.find('"', from) - from)));
}

bool has(std::string_view tag, std::string_view name) {
  return tag.find(" " + std::string(name) + "=") != std::string_view::npos;
}

Answer answered(const RunningBench& bench, const std::string& bytes) {
  http::Wire wire(bench.port());
  wire.send(bytes);
  const auto came = wire.answer();
  return {http::status(came), http::header(came, "Location"), http::body(came)};
}

}  // namespace

std::string reproached(const std::string& number, const std::string& territoire) {
  return R"({"schema": 1, "dossier": ")" + number + R"(", "departement": "64", "territoire": ")" +
         territoire +
         R"(", "personnes": [{"id": "p1", "role": "demandeur",
    "attributs": [{"nom": "soumission_droits_devoirs", "valeur": true, "le": "2025-09-01"}]}],
  "evenements": [{"id": "e1", "type": "manquement_constate", "le": "2026-03-02", "personne": "p1",
    "reference": "M-1", "champs": {"nature": "non_respect", "commis_le": "2026-02-26"}}]})";
}

std::string form_text(const FormFields& fields) {
  std::string text;
  for (const auto& [name, value] : fields)
    text += (text.empty() ? "" : "&") + http::percent_encoded(name) + "=" + http::percent_encoded(value);
  return text;
}

std::string Answer::value_of(std::string_view name) const {
  const auto named = body.find(" name=\"" + std::string(name) + "\"");
  if (named == std::string::npos) return {};
  const auto begin = body.rfind('<', named);
  return attribute(std::string_view(body).substr(begin, body.find('>', begin) - begin), "value");
}

FormFields Answer::form(std::string_view action) const {
  FormFields fields;
  auto at = std::string::npos;
  for (auto form = body.find("<form "); form != std::string::npos; form = body.find("<form ", form + 1)) {
    const auto tag = body.substr(form, body.find('>', form) - form);
    const auto to = attribute(tag, "action");
    if (attribute(tag, "method") == "post" && to.substr(0, to.find('#')) == action) {
      at = form;
      break;
    }
  }
  if (at == std::string::npos) FAIL("no form writes at " << action);
  const auto whole = std::string_view(body).substr(at, body.find("</form>", at) - at);
  std::string select;
  bool chosen = false;
  for (auto open = whole.find('<'); open != std::string_view::npos; open = whole.find('<', open + 1)) {
    const auto tag = whole.substr(open, whole.find('>', open) - open);
    const auto name = attribute(tag, "name"), type = attribute(tag, "type");
    if (tag.starts_with("<input ") && !name.empty()) {
      const bool ticks = type == "checkbox" || type == "radio";
      if (!ticks || has(tag, "checked")) fields.emplace_back(name, attribute(tag, "value"));
    } else if (tag.starts_with("<select ")) {
      select = name;
      chosen = false;
    } else if (tag.starts_with("<option ") && !select.empty()) {
      // The first is sent when none is selected.
      if (!chosen && fields.end() == std::find_if(fields.begin(), fields.end(),
                                                  [&](const auto& field) { return field.first == select; }))
        fields.emplace_back(select, attribute(tag, "value"));
      if (has(tag, "selected")) {
        fields.back().second = attribute(tag, "value");
        chosen = true;
      }
    }
  }
  return fields;
}

Answer Seat::get(const std::string& path) const {
  return answered(bench_, http::get(path, bench_.host(), "Cookie: filrouge=" + token_ + "\r\n"));
}

Answer Seat::post(const std::string& path, FormFields fields) const {
  std::erase_if(fields, [](const auto& field) { return field.first == http::token_field; });
  fields.emplace_back(http::token_field, csrf_);
  return post_bare(path, fields);
}

Answer Seat::post_bare(const std::string& path, const FormFields& fields) const {
  return answered(bench_,
                  http::post(path, bench_.host(), form_text(fields),
                             "Origin: http://" + bench_.host() + "\r\nCookie: filrouge=" + token_ + "\r\n"));
}

RunningBench::RunningBench(Date today, const std::vector<std::string>& dossiers)
    : base_(place_("banc.db")), today_(today), now_(acces::moment_of(1'795'000'000)) {
  {
    // Made before the access file, which stands beside it.
    Base base(base_, BaseAccess::write);
  }
  bench_ = std::make_unique<Bench>(
      base_, std::string(),
      std::vector<std::filesystem::path>{std::filesystem::path(FILROUGE_SOURCE_DIR) / "rules"},
      [this] { return now_; }, [this] { return today_; });
  const auto rules = bench_->rules.now();
  Base base(base_, BaseAccess::write);
  {
    Import import(base, rules->model().vocabulary);
    import.begin_file({"flux.ndjson", "ndjson", {}, 0, rules->model().digest, "2026-01-01T08:00:00"});
    for (const auto& json : dossiers) {
      DossierJsonReader reader;
      Record record;
      if (const auto refused = reader.read(json, record)) FAIL(display(*refused));
      const auto rejects = import.merge(record);
      for (const auto& reject : rejects) UNSCOPED_INFO(reject.reason);
      REQUIRE(rejects.empty());
    }
    import.commit();
  }
  pass_night(base, *rules->program, {today, "2026-01-01T05:00:00"}, [](const auto&, const auto&) {});

  gate_ = std::make_unique<BenchGate>(*bench_);
  http::ServerOptions options;
  options.hosts = {"127.0.0.1"};
  options.upload_folder = place_("depots");
  server_ = std::make_unique<http::Server>(std::move(options), all_routes(*bench_), *gate_);
  thread_ = std::thread([this] { server_->run(); });
}

RunningBench::~RunningBench() {
  server_->stop();
  thread_.join();
}

Seat RunningBench::seat(const std::string& name, acces::Role role, std::vector<std::string> territoires) {
  auto& access = bench_->access;
  const bool everywhere = territoires.empty() && role != acces::Role::administration;
  const auto account = access.accounts.add(name, {role, everywhere, std::move(territoires), {}},
                                           "quatre mots sans rapport", false, {"essai", ""}, now_);
  auto token = access.file.writing(
      [&](SQLite::Database& writing) { return access.sessions.open_in(writing, account.id, now_); });
  const auto resumed = access.sessions.resume(token, now_);
  if (!resumed) FAIL("no session for " << name);
  return {*this, std::move(token), resumed->visitor.csrf};
}

Record RunningBench::held(const std::string& dossier) const {
  Base base(base_, BaseAccess::read);
  RecordBuilder builder;
  if (!DossierLookup(base).find(dossier, builder)) FAIL("the base has no " << dossier);
  return builder.record;
}

std::size_t RunningBench::told(const std::string& dossier, const std::string& account,
                               acces::AuditKind kind) const {
  acces::AuditQuestion question;
  question.dossier = dossier;
  question.account = account;
  question.kind = kind;
  return bench_->access.audit.search(question).size();
}

std::int64_t RunningBench::number(const std::string& sql) const {
  Base base(base_, BaseAccess::read);
  return base.database().execAndGet(sql).getInt64();
}

std::string RunningBench::text(const std::string& sql) const {
  Base base(base_, BaseAccess::read);
  return base.database().execAndGet(sql).getString();
}

}  // namespace filrouge::pages
