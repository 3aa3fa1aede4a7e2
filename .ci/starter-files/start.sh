#!/bin/sh
# Starts annotator on a Mac or on Linux. It only finds Python, or has uv fetch it; start.py does the rest.
unset PYTHONHOME PYTHONPATH VIRTUAL_ENV CONDA_PREFIX
# Of what a school sets for uv, only the package index and certificates count: what is fetched and checked stays ours.
for name in $(env | sed -n 's/^\(UV_[A-Za-z0-9_]*\)=.*/\1/p'); do
    case $name in
        UV_INDEX | UV_INDEX_* | UV_DEFAULT_INDEX | UV_EXTRA_INDEX_URL | UV_SYSTEM_CERTS | UV_NATIVE_TLS) ;;
        *) unset "$name" ;;
    esac
done
here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd) || exit 1
system=$(uname -s) machine=$(uname -m)

stop() {
    printf '\n%s\n%s\n' "$1" "$2"
    if [ -t 0 ]; then printf '\nEnter: cerrar / close '; read -r _; fi
    exit 1
}

absolute() {
    case $1 in
        "~" | "~/"*) printf '%s\n' "$HOME${1#?}" ;;
        /*) printf '%s\n' "$1" ;;
        *) printf '%s\n' "$PWD/$1" ;;
    esac
}

uv="$here/program/uv-$system-$machine"
if [ ! -f "$here/program/start.py" ]; then
    stop 'Faltan archivos. Primero extraiga todo el archivo zip.' 'Files are missing. First unpack the whole zip.'
fi
if [ ! -f "$uv" ]; then
    stop "Este zip no es para esta computadora ($system $machine). Pida el de su sistema." \
        "This zip is not for this computer ($system $machine). Ask for the one of your system."
fi
if [ "$system" = Darwin ]; then
    data="$HOME/Library/Application Support/annotator"
    # What came by a browser is marked, and a Mac would refuse each program of this folder one by one.
    xattr -dr com.apple.quarantine "$here" 2>/dev/null
else
    data="${XDG_DATA_HOME:-$HOME/.local/share}/annotator"
fi
# The editor runs in another folder than this.
if [ -n "$ANNOTATOR_DATA" ]; then ANNOTATOR_DATA=$(absolute "$ANNOTATOR_DATA"); export ANNOTATOR_DATA; fi
if [ -n "$ANNOTATOR_CACHE" ]; then ANNOTATOR_CACHE=$(absolute "$ANNOTATOR_CACHE"); export ANNOTATOR_CACHE; fi
place="${ANNOTATOR_DATA:-$data}/program/@ID@"
if ! (umask 077 && mkdir -p -- "$place" && : >"$place/trial") 2>/dev/null; then
    stop "No se puede guardar en $place: el disco está lleno o no hay permiso." \
        "Nothing can be kept in $place: the disk is full, or it is not allowed."
fi

export UV_PYTHON_INSTALL_DIR="$place/python" UV_CACHE_DIR="$place/cache" UV_SYSTEM_CERTS=1
export UV_PYTHON_INSTALL_BIN=0 UV_NO_CONFIG=1
if [ -d "$here/program/python" ]; then export UV_PYTHON_CACHE_DIR="$here/program/python"; fi
cd -- "$place" || exit 1
if [ ! -d "$place/python" ]; then
    echo 'Se descarga Python (@PYTHON_MB@ MB) de @PYTHON_HOST@.'
    echo 'Python (@PYTHON_MB@ MB) is fetched from @PYTHON_HOST@.'
fi
"$uv" run --no-project --managed-python --python @PYTHON@ python -I "$here/program/start.py" "$place" "$uv" "$@"
code=$?
# start.py says itself what went wrong.
if [ $code = 0 ] || [ $code = 20 ]; then exit $code; fi
"$uv" python install --managed-python @PYTHON@ >"$place/problem.txt" 2>&1
stop 'No se pudo descargar Python: no hay internet, un filtro lo impide o el disco está lleno. Lea la hoja que viene en esta carpeta.' \
    "Python could not be fetched: there is no internet, a filter is in the way, or the disk is full. Read the page in this folder.

Para la persona encargada de la computadora / for whoever looks after the computer: $place/problem.txt"
