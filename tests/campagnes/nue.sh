#!/bin/sh
# Les deux commandes du README, chacune dans une Debian 12 où rien n'a jamais été installé (demande root et debootstrap)
#   nue.sh [COMMANDE…]      sans argument, `sh examples/demo.sh` puis `sh tests/run.sh`
# Ce qui est joué est ce qui est enregistré : une copie de HEAD. La Debian de base est gardée dans FILROUGE_NUE
# (/var/tmp/filrouge-debian12.tar sinon) ; FILROUGE_GARDER=1 garde aussi l'endroit de l'essai.
set -eu
base=${FILROUGE_NUE:-/var/tmp/filrouge-debian12.tar}

[ "$(id -u)" = 0 ] || { echo "nue : demande les droits d'administration" >&2; exit 2; }
for outil in debootstrap git; do
  command -v "$outil" > /dev/null || { echo "nue : apt-get install -y debootstrap git" >&2; exit 2; }
done

endroit=
quitter() {
  [ -n "$endroit" ] || return 0
  # Ce qui vit encore là tient ses montages.
  for processus in /proc/[0-9]*; do
    [ "$(readlink "$processus/root" 2> /dev/null)" != "$endroit" ] || kill "${processus#/proc/}" 2> /dev/null || true
  done
  for montage in dev/shm proc; do
    umount "$endroit/$montage" 2> /dev/null || umount -l "$endroit/$montage" 2> /dev/null || true
  done
  if [ "${FILROUGE_GARDER:-}" = 1 ]; then echo "nue : gardé dans $endroit"; else rm -rf --one-file-system "$endroit"; fi
  endroit=
}
trap quitter EXIT
trap 'exit 130' INT TERM

# Le miroir de cette machine, que son réseau atteint, plutôt qu'un nom écrit ici.
miroir() {
  { sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/*.sources
    awk '$1 == "deb" { for (i = 2; i <= NF; ++i) if ($i ~ /^https?:/) { print $i; exit } }' /etc/apt/sources.list
    echo http://deb.debian.org/debian; } 2> /dev/null | head -n 1
}

preparer() {
  endroit=$(mktemp -d /var/tmp/filrouge-nue.XXXXXX)
  if [ ! -f "$base" ]; then
    debootstrap --variant=minbase bookworm "$endroit" "$(miroir)" > "$base.journal" 2>&1 || { tail -n 5 "$base.journal" >&2; exit 2; }
    # Écrit à côté puis renommé : une base à moitié faite ne servirait jamais de base.
    tar -C "$endroit" --one-file-system -cf "$base.partiel" . && mv "$base.partiel" "$base"
  else
    tar -C "$endroit" -xf "$base"
  fi

  # Des périphériques à elle : ce qui tourne là ne peut pas abîmer ceux de la machine.
  mkdir -p "$endroit/dev/shm" "$endroit/proc"
  for noeud in null:1:3 zero:1:5 full:1:7 random:1:8 urandom:1:9 tty:5:0; do
    nom=${noeud%%:*}
    numeros=${noeud#*:}
    [ -e "$endroit/dev/$nom" ] || mknod -m 666 "$endroit/dev/$nom" c "${numeros%:*}" "${numeros#*:}"
  done
  ln -sfn /proc/self/fd "$endroit/dev/fd"
  mount -t proc proc "$endroit/proc"
  mount -t tmpfs -o size=256m tmpfs "$endroit/dev/shm"

  # Le réseau de la machine : noms, miroir et mandataire d'apt.
  cp /etc/resolv.conf /etc/hosts "$endroit/etc/"
  for dossier in sources.list.d apt.conf.d; do
    [ ! -d "/etc/apt/$dossier" ] || cp -r "/etc/apt/$dossier/." "$endroit/etc/apt/$dossier/"
  done
  git clone -q . "$endroit/root/filrouge"
}

# jouer COMMANDE… : dans une Debian neuve ; dit le temps pris.
jouer() {
  preparer
  debut=$(date +%s)
  code=0
  # L'environnement n'est pas celui de la machine : ce qui y manque doit manquer ici.
  env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 CI=true \
    chroot "$endroit" sh -c 'cd /root/filrouge && exec "$@"' sh "$@" < /dev/null || code=$?
  duree=$(($(date +%s) - debut))
  bilan="$bilan
nue : $* : code $code, $((duree / 60)) min $((duree % 60)) s"
  [ "$code" = 0 ] || sort=1
  quitter
}

bilan=
sort=0
if [ $# -gt 0 ]; then
  jouer "$@"
else
  jouer sh examples/demo.sh
  jouer sh tests/run.sh
fi
echo "$bilan"
exit "$sort"
