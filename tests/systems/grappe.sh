# Un PostgreSQL à soi : une grappe neuve, sur une socket dans $place, sans réseau, arrêtée et effacée à la fin. À lire par « . ».
# initdb refuse root : elle est alors à l'utilisateur postgres. Qui lit ce fichier a $place, un dossier vide, et appelle grappe_finie à la fin.

pg=/usr/lib/postgresql/15/bin
as_owner() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

# grappe_neuve : PGHOST, PGUSER et PGDATABASE mènent à une base vide. 77 si cette machine ne le permet pas.
grappe_neuve() {
  mkdir -p "$place/grappe" "$place/socket"
  chmod 755 "$place"
  if [ "$(id -u)" = 0 ]; then chown postgres "$place/grappe" "$place/socket" || return 77; fi
  (
    cd / || exit 77
    as_owner "$pg/initdb" -D "$place/grappe" -U postgres -A trust --no-sync --locale=C.UTF-8 > "$place/initdb.out" 2>&1 || exit 77
    as_owner "$pg/pg_ctl" -D "$place/grappe" -w -t 60 -l "$place/grappe/journal" \
      -o "-c listen_addresses='' -c unix_socket_directories='$place/socket' -c fsync=off -c full_page_writes=off ${1:-}" start > "$place/pg_ctl.out" 2>&1 || exit 77
  ) || return 77
  PGHOST=$place/socket PGUSER=postgres PGDATABASE=postgres
  export PGHOST PGUSER PGDATABASE
}
grappe_finie() {
  (cd / && as_owner "$pg/pg_ctl" -D "$place/grappe" -m immediate stop > /dev/null 2>&1)
  rm -rf "${place:?}"
}
# sql [FICHIER…] : ce qui est écrit là, ou l'entrée, dans la base.
sql() { "$pg/psql" -q -X -v ON_ERROR_STOP=1 -At "$@"; }
