# Third-party libraries, all from Debian packages that scripts/setup installs.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tl-expected REQUIRED)
find_package(ZXing REQUIRED)
find_package(PNG REQUIRED)
find_package(JPEG REQUIRED)
find_package(Freetype REQUIRED)
pkg_check_modules(TOMLPLUSPLUS REQUIRED IMPORTED_TARGET tomlplusplus)
pkg_check_modules(SDL2 REQUIRED IMPORTED_TARGET sdl2)
pkg_check_modules(LIBUSB REQUIRED IMPORTED_TARGET libusb-1.0)
pkg_check_modules(ZBAR REQUIRED IMPORTED_TARGET zbar)
pkg_check_modules(SECCOMP REQUIRED IMPORTED_TARGET libseccomp)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(TSS2 REQUIRED IMPORTED_TARGET tss2-esys tss2-mu tss2-rc tss2-tctildr)
pkg_check_modules(LIBPINYIN REQUIRED IMPORTED_TARGET libpinyin)
pkg_check_modules(ZINNIA REQUIRED IMPORTED_TARGET zinnia)
# SQLCipher: its .pc file also carries the include path and SQLITE_HAS_CODEC. Linked only by yitang_storage, so that
# no libsqlite3 can ever come before it and turn `PRAGMA key` into a silent no-op.
pkg_check_modules(SQLCIPHER REQUIRED IMPORTED_TARGET sqlcipher)
if(YITANG_TESTS)
  find_package(GTest REQUIRED)
  pkg_check_modules(UMOCKDEV REQUIRED IMPORTED_TARGET umockdev-1.0)
endif()
if(YITANG_BENCH)
  find_package(benchmark REQUIRED)
endif()

# Dear ImGui is compiled here: Debian's binary sets neither 32-bit characters nor FreeType.
if(NOT EXISTS "${YITANG_IMGUI_DIR}/imgui.h")
  message(FATAL_ERROR "Dear ImGui is missing: run scripts/setup")
endif()
add_library(yitang_imgui STATIC
  "${YITANG_IMGUI_DIR}/imgui.cpp" "${YITANG_IMGUI_DIR}/imgui_draw.cpp" "${YITANG_IMGUI_DIR}/imgui_tables.cpp"
  "${YITANG_IMGUI_DIR}/imgui_widgets.cpp" "${YITANG_IMGUI_DIR}/misc/freetype/imgui_freetype.cpp")
target_include_directories(yitang_imgui SYSTEM PUBLIC "${YITANG_IMGUI_DIR}" "${YITANG_IMGUI_DIR}/misc/freetype")
target_compile_definitions(yitang_imgui PUBLIC IMGUI_USE_WCHAR32 IMGUI_ENABLE_FREETYPE
  IMGUI_DISABLE_OBSOLETE_FUNCTIONS IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS IMGUI_DISABLE_DEFAULT_FONT)
target_link_libraries(yitang_imgui PUBLIC Freetype::Freetype)
