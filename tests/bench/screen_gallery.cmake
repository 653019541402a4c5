# Draws every page of the resident to PNG. Built on demand only; shares its states with the layout test.
file(GLOB gallery_states CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/unit/kiosk/resident/*_support.cpp")
list(FILTER gallery_states EXCLUDE REGEX "flow")
add_executable(screen_gallery EXCLUDE_FROM_ALL "${CMAKE_SOURCE_DIR}/tests/bench/screen_gallery.cpp"
  "${CMAKE_SOURCE_DIR}/tests/bench/contact_sheet.cpp" ${gallery_states})
target_link_libraries(screen_gallery PRIVATE yitang_resident_screens yitang_devices yitang_options)
target_compile_definitions(screen_gallery PRIVATE YITANG_SOURCE_DIR="${CMAKE_SOURCE_DIR}")

# The same for slips.
add_executable(slip_gallery EXCLUDE_FROM_ALL "${CMAKE_SOURCE_DIR}/tests/bench/slip_gallery.cpp"
  "${CMAKE_SOURCE_DIR}/tests/unit/kiosk/cases/slips_support.cpp" "${CMAKE_SOURCE_DIR}/tests/unit/kiosk/cases/cases_support.cpp")
target_link_libraries(slip_gallery PRIVATE GTest::gtest yitang_cases yitang_devices nlohmann_json::nlohmann_json yitang_options)
target_compile_definitions(slip_gallery PRIVATE YITANG_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
