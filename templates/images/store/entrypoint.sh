#!/bin/bash
# Runs the object store. The rings and the hash suffix belong to the data: they are made once, on the volume. Users are read from
# /etc/postern/store-users at every start, one per line: `account:user secret admin|reader` (the first two are the S3 key pair).
set -euo pipefail
node=/srv/node
kept=$node/config
users=/etc/postern/store-users

say() { printf 'store: %s\n' "$*"; }
refuse() { printf 'store: %s\nHINT: %s\n' "$1" "$2" >&2; exit 70; }

random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

first_start() { # everything below config.new is renamed at once: a kill leaves nothing that looks whole
  say "first start: making the rings"
  rm -rf "$kept.new"
  mkdir -p "$kept.new"
  printf '[swift-hash]\nswift_hash_path_prefix = %s\nswift_hash_path_suffix = %s\n\n[storage-policy:0]\nname = default\ndefault = yes\n' \
    "$(random)" "$(random)" >"$kept.new/swift.conf"
  local ring port
  for ring in object:6200 container:6201 account:6202; do
    port=${ring#*:} ring=${ring%:*}
    swift-ring-builder "$kept.new/$ring.builder" create 8 1 1 >/dev/null
    swift-ring-builder "$kept.new/$ring.builder" add "r1z1-127.0.0.1:$port/d1" 100 >/dev/null
    swift-ring-builder "$kept.new/$ring.builder" rebalance >/dev/null
  done
  rm -rf "$kept.new/backups"
  sync "$kept.new"/* "$kept.new"
  mv "$kept.new" "$kept"
  sync "$node"
}

base64_name() { printf %s "$1" | base64 -w0 | tr -d =; }

user_lines() { # tempauth's lines; names in base64, so that any character may be in them
  local key secret role rest groups
  while read -r key secret role rest || [[ -n ${key:-} ]]; do
    [[ -z ${key:-} || $key == \#* ]] && continue
    case $role in
      admin) groups='.admin' ;;
      reader) groups='.reseller_reader' ;;
      *) refuse "role '$role' of user '$key' is unknown" "roles are admin and reader." ;;
    esac
    [[ $key == ?*:?* && -z $rest ]] || refuse "'$key' is not a user" "write 'account:user secret role', one per line."
    printf 'user64_%s_%s = %s %s\n' "$(base64_name "${key%%:*}")" "$(base64_name "${key#*:}")" "$secret" "$groups"
  done <"$users"
}

[[ -r $users ]] || refuse "'$users' is missing" "upload it: lines 'account:user secret admin|reader'."
mountpoint -q "$node" || say "WARNING: $node is not a volume; what is stored goes with the container"
mkdir -p "$node/d1"
[[ -d $kept ]] || first_start
chown swift:swift "$node" "$node/d1"

umask 027
cp /usr/local/share/postern/swift/*.conf "$kept/swift.conf" "$kept"/*.ring.gz /etc/swift/
lines=$(user_lines)
[[ -n $lines ]] || refuse "'$users' has no user" "write lines 'account:user secret admin|reader'."
printf '%s\n' "$lines" >>/etc/swift/proxy-server.conf
chown -R root:swift /etc/swift
umask 022

run() { setpriv --reuid swift --regid swift --init-groups "$@" & pids+=($!); }
pids=()
# A stop is quick: every object is either durable or not acknowledged.
trap 'trap - TERM INT; kill -KILL "${pids[@]}" 2>/dev/null; exit 0' TERM INT

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

setpriv --reuid memcache --regid memcache --init-groups memcached -l 127.0.0.1 -m 16 -U 0 -t 1 & pids+=($!)
for server in object container account; do run "swift-$server-server" "/etc/swift/$server-server.conf" -v; done
for port in 6200 6201 6202; do
  for _ in $(seq 1 300); do listening $port && break; sleep 0.1; done
done
run swift-proxy-server /etc/swift/proxy-server.conf -v
# Container updates that came late are delivered by the updater; without it a listing would never show the object.
run swift-object-updater /etc/swift/object-server.conf -v
for _ in $(seq 1 300); do listening 8080 && break; sleep 0.1; done
say "ready on :8080"

wait -n "${pids[@]}" && status=0 || status=$?
say "a server ended with code $status; stopping"
kill -KILL "${pids[@]}" 2>/dev/null || true
exit 1
