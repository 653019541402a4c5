# Unity builds (release and the sanitizers' presets) compile a dozen files at once: three times faster from nothing.
# Files below use names inside their unnamed namespaces that a neighbour uses too, so they are compiled by themselves.
# `scripts/test --long` also builds the debug preset, in which every file stands alone.
function(yitang_compile_alone target)
  if(TARGET ${target})
    set_source_files_properties(${ARGN} TARGET_DIRECTORY ${target} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
endfunction()

if(CMAKE_UNITY_BUILD)
  set(devices "${CMAKE_SOURCE_DIR}/devices")
  yitang_compile_alone(yitang_devices "${devices}/receipt/escpos_graphics.cpp" "${devices}/receipt/escpos_writer.cpp"
    "${devices}/printer/job.cpp" "${devices}/printer/driver.cpp" "${devices}/image/codec_png.cpp"
    "${devices}/image/codec_pgm.cpp" "${devices}/id_reader/utf16.cpp" "${devices}/id_reader/synthetic_card.cpp"
    "${devices}/barcode/decoder_messages.cpp")
  yitang_compile_alone(yitang_ui "${CMAKE_SOURCE_DIR}/ui/input/pinyin.cpp")
  set(kiosk "${CMAKE_SOURCE_DIR}/kiosk")
  yitang_compile_alone(yitang_catalog "${kiosk}/catalog/item_parser.cpp")
  yitang_compile_alone(yitang_cases "${kiosk}/cases/normalise.cpp" "${kiosk}/cases/office_receipt.cpp")
  yitang_compile_alone(yitang_terminal "${kiosk}/terminal/scan_service.cpp" "${kiosk}/terminal/simulation.cpp")
  yitang_compile_alone(unit_cases "${CMAKE_SOURCE_DIR}/tests/unit/kiosk/cases/materials_test.cpp")
endif()
