#include "engine/systems/database_reading.hpp"

#include <fmt/format.h>

#include <pqxx/pqxx>

#include "engine/core/text/visible.hpp"
#include "engine/formats/dossier_source.hpp"

namespace filrouge {
namespace {

/// Rows told by the server at a time, by request: enough that the wire does not count, few enough that forty
/// requests side by side stay small.
constexpr int rows_at_a_time = 1000;

using Transaction = pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>;

std::string first_line(std::string_view text) {
  return visible_line(text.substr(0, text.find('\n')));
}

/// What PostgreSQL says may repeat what a row holds: only its code is told.
FormatError request_refused(const pqxx::sql_error& error, std::string_view what,
                            const DatabaseOptions& options) {
  const auto& code = error.sqlstate();
  if (code == "57014")
    return FormatError(fmt::format(
        "la base n'a pas répondu en {} secondes à ce qui lui était demandé de « {} », et la lecture est "
        "abandonnée : rien n'est écrit.\n  Laissez-lui plus de temps par --delai-requete SECONDES, ou lisez "
        "une copie de la base hors des heures de service.",
        options.seconds, what));
  if (code == "42501")
    return FormatError(fmt::format(
        "le compte donné par --url n'a pas le droit de lire « {} » : GRANT SELECT sur cette table", what));
  return FormatError(fmt::format(
      "la base refuse ce qui lui est demandé de « {} » (SQLSTATE {}) : la lecture est abandonnée, "
      "rien n'est écrit",
      what, code.empty() ? "inconnu" : code));
}

}  // namespace

class DatabaseReading::Connection {
 public:
  explicit Connection(const DatabaseOptions& options)
      : connection(options.url.connection), quiet(connection), work(connection) {}

  pqxx::connection connection;
  /// What the server remarks upon in passing may repeat what a row holds.
  pqxx::quiet_errorhandler quiet;
  Transaction work;
  int cursors = 0;
};

namespace {

/// Runs a request; whatever stops it is told in French.
template <typename Request>
auto asked(const DatabaseOptions& options, std::string_view what, Request request) {
  try {
    return request();
  } catch (const pqxx::sql_error& error) {
    throw request_refused(error, what, options);
  } catch (const pqxx::failure&) {
    throw FormatError(fmt::format(
        "la connexion à {} s'est rompue pendant la lecture de « {} » : rien n'est écrit ; recommencez",
        options.url.shown, what));
  }
}

}  // namespace

DatabaseReading::DatabaseReading(DatabaseOptions options) : options_(std::move(options)) {
  try {
    connection_ = std::make_unique<Connection>(options_);
  } catch (const pqxx::failure& error) {
    throw FormatError(fmt::format(
        "la base {} ne s'ouvre pas : {}\n  Vérifiez l'adresse, que le serveur accepte cette machine et ce "
        "compte (pg_hba.conf), et le mot de passe, dans ~/.pgpass (PGPASSFILE, droits 600) ou dans un "
        "fichier "
        "de service.",
        options_.url.shown, first_line(error.what())));
  }
  asked(options_, "search_path", [&] {
    auto& work = connection_->work;
    // Whoever watches the server sees whose reading it is.
    work.exec("SET LOCAL application_name = 'filrouge'");
    work.exec("SET LOCAL search_path TO " + work.quote_name(options_.schema) + ", pg_catalog");
    work.exec(fmt::format("SET LOCAL statement_timeout = '{}s'", options_.seconds));
    // What is read is written in a base meanwhile: the server must not take that for a forgotten transaction.
    work.exec("SET LOCAL idle_in_transaction_session_timeout = 0");
    work.exec("SET LOCAL DateStyle = 'ISO'");
    work.exec("SET LOCAL TimeZone = 'Europe/Paris'");
    // Every row is wanted, not the first ones soon.
    work.exec("SET LOCAL cursor_tuple_fraction = 1");
    connection_->connection.set_client_encoding("UTF8");
    return 0;
  });
}

DatabaseReading::~DatabaseReading() = default;

std::string DatabaseReading::account() {
  return value("SELECT current_user", "pg_catalog").value_or("");
}

DatabaseCatalog DatabaseReading::catalog() {
  return asked(options_, "pg_catalog", [&] {
    auto& work = connection_->work;
    const auto schema =
        work.exec("SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = " +
                  work.quote(options_.schema));
    if (schema.empty())
      throw FormatError(
          fmt::format("il n'y a pas de schéma « {} » dans {} : dites par --schema où sont les "
                      "tables (c'est « public » le plus souvent)",
                      visible_line(options_.schema), options_.url.shown));
    if (!schema[0][0].as<bool>())
      throw FormatError(fmt::format(
          "le compte donné par --url n'entre pas dans le schéma « {} » ; qui administre "
          "la base le lui ouvre : GRANT USAGE ON SCHEMA {} TO {};",
          visible_line(options_.schema), work.quote_name(options_.schema), work.quote_name(account())));
    DatabaseCatalog tables;
    const auto columns = work.exec(
        "SELECT c.relname, a.attname, has_column_privilege(c.oid, a.attnum, 'SELECT') FROM pg_class c "
        "JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid "
        "WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'v', 'm', 'p', 'f') AND n.nspname "
        "= " +
        work.quote(options_.schema));
    for (const auto& row : columns)
      tables[row[0].as<std::string>()][row[1].as<std::string>()].readable = row[2].as<bool>();
    return tables;
  });
}

std::optional<std::string> DatabaseReading::value(const std::string& sql, std::string_view what) {
  return asked(options_, what, [&]() -> std::optional<std::string> {
    const auto rows = connection_->work.exec(sql);
    if (rows.empty() || rows[0][0].is_null()) return std::nullopt;
    return rows[0][0].as<std::string>();
  });
}

std::vector<std::string> DatabaseReading::texts(const std::string& sql, std::string_view what) {
  return asked(options_, what, [&] {
    std::vector<std::string> all;
    for (const auto& row : connection_->work.exec(sql)) all.push_back(row[0].as<std::string>());
    return all;
  });
}

std::unique_ptr<DatabaseRows> DatabaseReading::rows(const std::string& sql, std::string_view what) {
  const auto cursor = fmt::format("lecture_{}", ++connection_->cursors);
  asked(options_, what,
        [&] { return connection_->work.exec("DECLARE " + cursor + " NO SCROLL CURSOR FOR " + sql); });
  return std::unique_ptr<DatabaseRows>(new DatabaseRows(*this, cursor, std::string(what)));
}

class DatabaseRows::Fetched {
 public:
  pqxx::result rows;
  std::vector<std::string> columns;

  int column(std::string_view name) const {
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (columns[i] == name) return static_cast<int>(i);
    throw std::logic_error("no such column: " + std::string(name));
  }
};

DatabaseRows::DatabaseRows(DatabaseReading& reading, std::string cursor, std::string what)
    : reading_(reading),
      cursor_(std::move(cursor)),
      what_(std::move(what)),
      fetched_(std::make_unique<Fetched>()) {
  fetch();
}

DatabaseRows::~DatabaseRows() = default;

void DatabaseRows::fetch() {
  auto& rows = fetched_->rows;
  rows = asked(reading_.options_, what_, [&] {
    return reading_.connection_->work.exec(fmt::format("FETCH FORWARD {} FROM {}", rows_at_a_time, cursor_));
  });
  rank_ = 0;
  more_ = !rows.empty();
  if (fetched_->columns.empty())
    for (pqxx::row::size_type i = 0; i < rows.columns(); ++i)
      fetched_->columns.emplace_back(rows.column_name(i));
}

void DatabaseRows::advance() {
  if (++rank_ < fetched_->rows.size()) return;
  if (fetched_->rows.size() < rows_at_a_time)
    more_ = false;
  else
    fetch();
}

std::string_view DatabaseRows::text(std::string_view column) const {
  const auto field = fetched_->rows[static_cast<pqxx::result::size_type>(rank_)][fetched_->column(column)];
  return {field.c_str(), field.size()};
}

Date DatabaseRows::day(std::string_view column) const {
  const auto written = text(column);
  const auto day = parse_iso_date(written.substr(0, 10));
  return day.value_or(Date{});
}

}  // namespace filrouge
