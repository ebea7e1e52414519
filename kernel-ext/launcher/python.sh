# shellcheck shell=sh
# Part of the launcher: the Python environment with JupyterLab, and OpLab's kernelspec.
# Sets PYHOME (the environment) and PY (its python).

is_python_311() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
  for PYTHON in "${OPLAB_PYTHON:-}" python3 "$OPLAB_HOME/conda/bin/python" python3.14 python3.13 python3.12 python3.11; do
    if [ -n "$PYTHON" ] && command -v "$PYTHON" >/dev/null 2>&1 && is_python_311 "$PYTHON"; then return; fi
  done
  fail "no Python 3.11 or newer found; notebooks and tests need it" \
    "Fix: apt install python3 python3-venv, brew install python, or set OPLAB_PYTHON to one you have."
}

pins() { cat "$ROOT/kernel-ext/python/requirements.txt" "$ROOT/kernel-ext/python/constraints.txt" | cksum; }

# Sets PYHOME to the environment that notebooks run in: an active conda environment made from
# environment.yml, or OpLab's own.
choose_python() {
  PYHOME=$OPLAB_HOME/venv
  for home in "${CONDA_PREFIX:-}" "$OPLAB_HOME/conda"; do
    if [ -n "$home" ] && [ -x "$home/bin/jupyter-lab" ] && [ -f "$home/share/jupyter/kernels/java/jjava.jar" ]; then
      PYHOME=$home
    fi
  done
}

python_is_ready() {
  choose_python
  [ "$PYHOME" != "$OPLAB_HOME/venv" ] ||
    { [ -x "$PYHOME/bin/python" ] && [ -f "$PYHOME/share/jupyter/kernels/java/jjava.jar" ] &&
      [ "$(cat "$STATE/pins" 2>/dev/null)" = "$(pins)" ]; }
}

# Runs in a subshell beside the build; what it starts ends with it.
make_venv() {
  child=
  trap '[ -z "$child" ] || kill -s TERM -- "-$child" 2>/dev/null; exit 143' TERM
  find_python
  say "making a Python environment with JupyterLab (about a minute the first time)"
  rm -rf "$PYHOME" "$STATE/pins"
  logged venv "$PYTHON" -m venv "$PYHOME" ||
    fail "$PYTHON could not make a virtual environment" "$(tail -n 3 "$LOG/venv.log")" \
      "Fix: install Python's venv module (Debian: apt install python3-venv)."
  logged pip "$PYHOME/bin/python" -m pip install --disable-pip-version-check \
    -r "$ROOT/kernel-ext/python/requirements.txt" -c "$ROOT/kernel-ext/python/constraints.txt" ||
    fail "pip could not install JupyterLab" "$(grep -i error "$LOG/pip.log" | tail -n 3)" "Log: $LOG/pip.log" \
      "Fix: the first set-up needs the network; run again when it is there."
  pins >"$STATE/pins"
}

# Runs a command with its output in the log called $1, as a process group that can be ended as one.
logged() {
  name=$1
  shift
  "$PYTHON" -c 'import os, sys; os.setpgid(0, 0); os.execvp(sys.argv[1], sys.argv[1:])' "$@" >"$LOG/$name.log" 2>&1 &
  child=$!
  wait "$child"
}

# Adds what the tests judge OpLab by to the environment, which a person who runs notebooks never waits for.
ensure_oracle() {
  wanted=$(cksum <"$ROOT/kernel-ext/python/test-requirements.txt")
  [ "$(cat "$PYHOME/oplab-tests" 2>/dev/null)" != "$wanted" ] || return 0
  lock python
  say "installing what the tests compare with: onnx and onnxruntime"
  "$PY" -m pip install --disable-pip-version-check -r "$ROOT/kernel-ext/python/test-requirements.txt" >"$LOG/pip-tests.log" 2>&1 ||
    fail "pip could not install what the tests compare with" "$(grep -i error "$LOG/pip-tests.log" | tail -n 3)" \
      "Log: $LOG/pip-tests.log" "Fix: the first run of the tests needs the network; run again when it is there."
  printf '%s\n' "$wanted" >"$PYHOME/oplab-tests"
  unlock python
}

# Writes the kernelspec where it is missing or was written for another place.
ensure_kernelspec() {
  spec=$OPLAB_HOME/share/jupyter/kernels/oplab
  mkdir -p "$spec"
  cat >"$spec/kernel.json.new" <<EOF
{
  "argv": [$(json "$ROOT/oplab"), "kernel", "{connection_file}"],
  "display_name": "Java (OpLab)",
  "language": "java",
  "interrupt_mode": "message",
  "env": {"OPLAB_HOME": $(json "$OPLAB_HOME")}
}
EOF
  if cmp -s "$spec/kernel.json.new" "$spec/kernel.json"; then
    rm "$spec/kernel.json.new"
  else
    mv "$spec/kernel.json.new" "$spec/kernel.json"
  fi
}
json() { printf '"%s"' "$(printf %s "$1" | sed 's/[\\"]/\\&/g')"; }

train_kernel() {
  cache=$(cache_of kernel)
  [ -f "$cache" ] && return
  say "preparing a fast kernel start"
  if "$PY" "$ROOT/kernel-ext/python/train_kernel.py" "$cache.new" >"$LOG/kernel-aot.log" 2>&1 &&
    [ -f "$cache.new" ]; then
    mv "$cache.new" "$cache"
  fi
}

# Everything a notebook needs. Python's part runs beside the build.
ensure_notebooks() {
  if ! python_is_ready; then
    lock python
    if python_is_ready; then
      unlock python
    else
      (make_venv) &
      background=$!
    fi
  fi
  ensure_jars
  if [ -n "$background" ]; then
    wait "$background" || exit 1
    background=
    unlock python
  fi
  python_is_ready || fail "the Python environment in $PYHOME is not whole" "Fix: remove it and run again."
  PY=$PYHOME/bin/python
  export JUPYTER_PATH="$OPLAB_HOME/share/jupyter${JUPYTER_PATH:+:$JUPYTER_PATH}"
  export JUPYTER_PLATFORM_DIRS=1
  ensure_kernelspec
  if [ ! -f "$(cache_of kernel)" ]; then
    lock kernel
    train_kernel
    unlock kernel
  fi
}
