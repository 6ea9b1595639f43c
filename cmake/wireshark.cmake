# SPDX-License-Identifier: GPL-2.0-or-later
#
# Finds Wireshark and GLib, and refuses a Wireshark that cannot take the plugin.
#
# Sets GT06_WIRESHARK_RELEASE ("4.0"), which names the plugin folder, and the target
# gt06-wireshark-headers: what every file that includes a header of Wireshark or GLib needs.

find_package(Wireshark CONFIG QUIET)
if(NOT Wireshark_FOUND)
    message(FATAL_ERROR "Wireshark's development files were not found: "
        "install the package wireshark-dev, or set CMAKE_PREFIX_PATH to where Wireshark lies.")
endif()

set(GT06_WIRESHARK_RELEASE "${Wireshark_MAJOR_VERSION}.${Wireshark_MINOR_VERSION}")

if(NOT Wireshark_PLUGINS_ENABLED)
    message(FATAL_ERROR "Wireshark ${Wireshark_VERSION} was built without support for plugins, "
        "so it can never load this one.")
endif()
if(GT06_WIRESHARK_RELEASE STREQUAL "4.2")
    message(WARNING "Wireshark ${Wireshark_VERSION}: the plugin was never tested with 4.2.")
elseif(NOT GT06_WIRESHARK_RELEASE MATCHES "^4\\.[046]$")
    message(FATAL_ERROR "Wireshark ${Wireshark_VERSION} is not supported: "
        "the plugin knows the releases 4.0, 4.4 and 4.6.")
endif()

find_program(GT06_TSHARK tshark DOC "The tshark that the tests use")

find_package(PkgConfig REQUIRED)
pkg_check_modules(GLIB REQUIRED IMPORTED_TARGET glib-2.0)

add_library(gt06-wireshark-headers INTERFACE)
target_include_directories(gt06-wireshark-headers SYSTEM INTERFACE ${Wireshark_INCLUDE_DIR})
target_link_libraries(gt06-wireshark-headers INTERFACE PkgConfig::GLIB)
