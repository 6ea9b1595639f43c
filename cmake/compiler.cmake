# SPDX-License-Identifier: GPL-2.0-or-later
#
# How every C file is compiled.

set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS ON) # GLib and Wireshark's headers use a few
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "Kind of build" FORCE)
endif()

add_compile_options(-Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes
    -Wno-missing-field-initializers)
if(GT06_WERROR)
    add_compile_options(-Werror)
endif()

if(GT06_SANITIZE)
    add_compile_options(-fsanitize=${GT06_SANITIZE} -fno-sanitize-recover=all
        -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${GT06_SANITIZE})
endif()

if(GT06_COVERAGE)
    add_compile_options(--coverage)
    add_link_options(--coverage)
endif()

# gt06_library(NAME SOURCE...): a static library for use inside the project. Its users find its
# headers both as "frame.h" and, where it should show whose they are, as "protocol/frame.h".
function(gt06_library name)
    add_library(${name} STATIC ${ARGN})
    target_include_directories(${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR} ${PROJECT_SOURCE_DIR})
    target_link_libraries(${name} PUBLIC gt06-wireshark-headers)
endfunction()
