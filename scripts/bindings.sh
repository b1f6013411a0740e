#!/usr/bin/env bash
# The library in Python, Java, Go and C#: generated, built, and used by an app in each language.
# Each step says "ok NAME" or "FAILED NAME" with what it printed; the last line is "N passed, N failed".
# Everything is made in dist/bindings, which git ignores. Packages come through the languages' own clients.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20

root=$PWD
out=$root/dist/bindings
code=$out/code
venv=$out/venv
passed=0
failed=0
broken=' '

# step NAME NEEDED COMMAND...: runs a command and counts it. NEEDED are names of earlier steps, without which it fails unrun.
step() {
  local name=$1 needed=$2 start=$SECONDS one
  shift 2
  for one in $needed; do
    if [[ $broken == *" $one "* ]]; then
      lost "$name" "needs $one"
      return
    fi
  done
  if ("$@") </dev/null >"$out/$name.log" 2>&1; then
    passed=$((passed + 1))
    printf 'ok %s (%d s) %s\n' "$name" $((SECONDS - start)) "$(sed 's/\x1b\[[0-9;]*m//g' "$out/$name.log" | grep . | tail -n 1 | cut -c 1-120)"
  else
    lost "$name" "$((SECONDS - start)) s"
    tail -n 60 "$out/$name.log" | sed 's/^/  /'
  fi
}

lost() {
  failed=$((failed + 1))
  broken+="$1 "
  printf 'FAILED %s (%s)\n' "$1" "$2"
}

generate() {
  npx projen compile || return
  # with it, README and examples are in each language's own words
  npx projen rosetta || return
  npx jsii-pacmak --code-only --no-npmignore --outdir "$code" --target python --target java --target go --target dotnet || return
  find "$code" -type f | sed "s|^$code/||; s|/.*||" | sort | uniq -c | tr -s ' \n' ' '
}

python_wheel() {
  python3 -m venv "$venv" || return
  "$venv/bin/pip" wheel -q --no-deps -w "$out/wheels" "$code/python" || return
  "$venv/bin/pip" install -q "$out"/wheels/*.whl cdk8s-plus-33 || return
  "$venv/bin/pip" list 2>/dev/null | grep -E '^(cdk8s|constructs|jsii)' | tr -s ' \n' ' '
}

# The same objects as TypeScript makes, written out with the constructs.
python_ecommerce() {
  "$venv/bin/python" -W error examples/python/ecommerce.py "$out/python-ecommerce" || return
  npx tsx scripts/bindings/compare.ts examples/ecommerce/out.yaml "$out/python-ecommerce/ecommerce.k8s.yaml"
}

python_adopt() {
  "$venv/bin/python" -W error scripts/bindings/adopt.py "$out/python-adopt" || return
  npx tsx scripts/bindings/judge.ts "$out"/python-adopt/*.yaml
}

python_snippets() {
  "$venv/bin/python" scripts/bindings/snippets.py "$out/python-snippets"
}

java_jar() {
  # javadoc is for releases
  mvn -B -ntp -q -Dstyle.color=never -f "$code/java/pom.xml" package dependency:build-classpath -Dmdep.outputFile="$out/classpath" -Dmaven.javadoc.skip=true || return
  find "$code/java/target" -name 'cdk8s-istio-*.jar' ! -name '*-sources.jar' -exec basename {} \;
}

java_two_services() {
  local classpath classes=$out/java-classes
  classpath="$(find "$code/java/target" -name 'cdk8s-istio-*.jar' ! -name '*-sources.jar'):$(cat "$out/classpath")"
  javac -Xlint:all,-processing,-classfile -Werror -cp "$classpath" -d "$classes" examples/java/TwoServices.java || return
  java -cp "$classes:$classpath" TwoServices "$out/java-two-services" || return
  npx tsx scripts/bindings/compare.ts examples/two-services/out.yaml "$out/java-two-services/shop.k8s.yaml"
}

# Where the Go modules of cdk8s and constructs cannot be had, they are what jsii makes of the npm packages: so they are made here.
go_vet() {
  gofmt -e "$code/go/cdk8sistio" >/dev/null || return
  npx jsii-pacmak node_modules/constructs --code-only --no-npmignore --outdir "$out/peers" --target go || return
  npx jsii-pacmak node_modules/cdk8s --code-only --no-npmignore --outdir "$out/peers" --target go || return
  cp -R examples/go "$out/go" || return
  cd "$out/go" || return
  export GOFLAGS=-mod=mod GOTOOLCHAIN=local
  go mod edit \
    -replace example.com/cdk8s-istio-go/cdk8sistio="$code/go/cdk8sistio" \
    -replace github.com/aws/constructs-go/constructs/v10="$out/peers/go/constructs" \
    -replace github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2="$out/peers/go/cdk8s" || return
  go mod tidy || return
  [ -z "$(gofmt -l main.go)" ] || { gofmt -d main.go; return 1; }
  go vet ./... example.com/cdk8s-istio-go/cdk8sistio/... || return
  go list -m all | wc -l | sed 's/$/ modules/'
}

go_two_services() {
  (cd "$out/go" && go run . "$out/go-two-services") || return
  npx tsx scripts/bindings/compare.ts examples/two-services/out.yaml "$out/go-two-services/shop.k8s.yaml"
}

csharp_code() {
  npx tsx scripts/bindings/types.ts "$code/dotnet/Cdk8s.Istio/Cdk8s/Istio"
}

rm -rf "$out"
mkdir -p "$out"

step generate '' generate
step python-wheel generate python_wheel
step python-ecommerce python-wheel python_ecommerce
step python-adopt python-wheel python_adopt
step python-snippets python-wheel python_snippets
step java-jar generate java_jar
step java-two-services java-jar java_two_services
step go-vet generate go_vet
step go-two-services go-vet go_two_services
step csharp-code generate csharp_code

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
