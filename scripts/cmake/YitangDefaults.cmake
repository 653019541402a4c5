# Language level, warnings, hardening and sanitizers shared by every target.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")

find_program(YITANG_CCACHE ccache)
if(YITANG_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${YITANG_CCACHE}")
endif()

# Every target of ours links this: warnings are errors in our code only, not in third-party sources.
add_library(yitang_options INTERFACE)
target_include_directories(yitang_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(yitang_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror -fno-strict-aliasing)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports these inside inlined library code that is correct.
  target_compile_options(yitang_options INTERFACE -Wno-maybe-uninitialized -Wno-restrict -Wno-dangling-reference)
endif()
if(CMAKE_UNITY_BUILD)
  # A local may carry the name of something in another file of the same unit, and a file's own types are no longer those
  # of "the main file".
  target_compile_options(yitang_options INTERFACE -Wno-shadow)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # The others: GCC 12 misreads inlined std::vector and std::string when it optimises.
    target_compile_options(yitang_options INTERFACE
      -Wno-subobject-linkage -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
  endif()
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_options(-D_FORTIFY_SOURCE=2 -fstack-protector-strong)
  add_link_options(-Wl,-z,relro,-z,now)
endif()

if(YITANG_SANITIZE)
  add_compile_options(-fsanitize=${YITANG_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${YITANG_SANITIZE})
  # Fifty programs of 250 MB each: four times faster than the ordinary linker.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    add_link_options(-fuse-ld=lld)
  endif()
endif()
if(YITANG_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "libFuzzer targets need clang (and a sanitizer: YITANG_SANITIZE)")
  endif()
endif()

# For the folders that fuzz targets go through; what a CMakeLists.txt declares after it tells libFuzzer where it has been.
macro(yitang_watched_by_fuzzing)
  if(YITANG_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
  endif()
endmacro()

# yitang_test_code(TARGET...): the code of tests is compiled once and run once, so the compiler's time counts more than
# its own. Undefined behaviour is looked for in the product.
function(yitang_test_code)
  foreach(target IN LISTS ARGN)
    target_compile_options(${target} PRIVATE -O0 -U_FORTIFY_SOURCE)
    if(YITANG_SANITIZE MATCHES "undefined")
      target_compile_options(${target} PRIVATE -fno-sanitize=undefined)
    endif()
  endforeach()
endfunction()

# yitang_unit_test(NAME LIBS...): one test program from every *_test.cpp beside the calling CMakeLists.txt.
function(yitang_unit_test name)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*_test.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/*_support.cpp")
  add_executable(${name} ${sources})
  target_link_libraries(${name} PRIVATE ${ARGN} yitang_options GTest::gmock GTest::gtest GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE YITANG_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  add_test(NAME ${name} COMMAND ${name})
  # Sanitizers take several times as long, and the machine may be busy. The tests themselves are not what is slow.
  set(timeout 300)
  if(YITANG_SANITIZE)
    set(timeout 1200)
  endif()
  yitang_test_code(${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${timeout} LABELS unit)
endfunction()

# yitang_fuzz_target(NAME LIBS...): tests/fuzz/NAME.cpp as a libFuzzer program.
function(yitang_fuzz_target name)
  add_executable(${name} "${CMAKE_CURRENT_SOURCE_DIR}/${name}.cpp")
  target_link_libraries(${name} PRIVATE ${ARGN} yitang_options)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
endfunction()
