@echo off
rem Starts annotator on Windows. It only finds Python, or has uv fetch it; start.py does the rest.
rem ASCII alone, so that no code page changes it; paths stay in quotes, for & ^ ( ) in them.
setlocal EnableExtensions DisableDelayedExpansion
title annotator
set "PYTHONHOME="
set "PYTHONPATH="
set "VIRTUAL_ENV="
set "CONDA_PREFIX="
set "HERE=%~dp0"
set "TOOLS=%SystemRoot%\System32"
rem Of what a school sets for uv, only the package index and certificates count: what is fetched and checked stays ours.
for /f "delims==" %%N in ('set UV_ 2^>nul ^| "%TOOLS%\findstr.exe" /v /i /b "UV_INDEX= UV_INDEX_ UV_DEFAULT_INDEX= UV_EXTRA_INDEX_URL= UV_SYSTEM_CERTS= UV_NATIVE_TLS="') do set "%%N="
rem The editor runs in another folder than this.
if defined ANNOTATOR_DATA for %%P in ("%ANNOTATOR_DATA%") do set "ANNOTATOR_DATA=%%~fP"
if defined ANNOTATOR_CACHE for %%P in ("%ANNOTATOR_CACHE%") do set "ANNOTATOR_CACHE=%%~fP"
set "PLACE=%LOCALAPPDATA%\annotator\program\@ID@"
if defined ANNOTATOR_DATA set "PLACE=%ANNOTATOR_DATA%\program\@ID@"
set "UV=%HERE%program\uv.exe"
if not exist "%UV%" goto packed
if /i not "%PROCESSOR_ARCHITECTURE%"=="AMD64" goto machine
if not exist "%PLACE%" mkdir "%PLACE%" 2>nul
del "%PLACE%\trial" 2>nul
echo 1 2>nul >"%PLACE%\trial"
if not exist "%PLACE%\trial" goto refused
set "UV_PYTHON_INSTALL_DIR=%PLACE%\python"
set "UV_CACHE_DIR=%PLACE%\cache"
set "UV_SYSTEM_CERTS=1"
set "UV_PYTHON_INSTALL_BIN=0"
set "UV_PYTHON_INSTALL_REGISTRY=0"
set "UV_NO_CONFIG=1"
if exist "%HERE%program\python" set "UV_PYTHON_CACHE_DIR=%HERE%program\python"
cd /d "%PLACE%"
if exist "%PLACE%\python" goto start
rem What came by a browser is marked, and Windows would ask about each program of this folder.
"%TOOLS%\WindowsPowerShell\v1.0\powershell.exe" -NoProfile -NonInteractive -Command "Get-ChildItem -LiteralPath $env:HERE -Recurse -File | Unblock-File" 2>nul
"%TOOLS%\reg.exe" query HKLM\SYSTEM\CurrentControlSet\Control\CI\Policy /v VerifiedAndReputablePolicyState 2>nul | "%TOOLS%\find.exe" "0x1" >nul && call :guarded
echo Se descarga Python (@PYTHON_MB@ MB) de @PYTHON_HOST@.
echo Python (@PYTHON_MB@ MB) is fetched from @PYTHON_HOST@.

:start
"%UV%" run --no-project --managed-python --python @PYTHON@ python -I "%HERE%program\start.py" "%PLACE%" "%UV%" %1
set "CODE=%ERRORLEVEL%"
rem start.py says itself what went wrong.
if "%CODE%"=="0" exit /b 0
if "%CODE%"=="20" exit /b 20
"%UV%" python install --managed-python @PYTHON@ >"%PLACE%\problem.txt" 2>&1
echo.
echo No se pudo descargar o abrir Python: no hay internet, un filtro o una regla de Windows lo impide, o el disco esta lleno.
echo Lea la hoja que viene en esta carpeta.
echo Python could not be fetched or opened: there is no internet, a filter or a rule of Windows is in the way,
echo or the disk is full. Read the page in this folder.
echo.
echo Para la persona encargada de la computadora / for whoever looks after the computer: "%PLACE%\problem.txt"
goto stop

:packed
echo Faltan archivos. Primero haga clic derecho en el archivo zip y elija "Extraer todo".
echo Files are missing. First right-click the zip and choose "Extract all".
goto stop

:machine
echo Este zip es para Windows de 64 bits con procesador Intel o AMD; esta computadora es %PROCESSOR_ARCHITECTURE%.
echo This zip is for 64-bit Windows on Intel or AMD; this computer is %PROCESSOR_ARCHITECTURE%.
goto stop

:refused
echo No se puede guardar en "%PLACE%": no hay permiso o el disco esta lleno.
echo Nothing can be kept there: it is not allowed, or the disk is full.
goto stop

:guarded
echo Smart App Control de Windows lo puede impedir. Si no abre, vea la hoja que viene en esta carpeta.
echo Smart App Control of Windows may be in the way. If it does not start, see the page in this folder.
exit /b 0

:stop
echo.
pause
exit /b 1
