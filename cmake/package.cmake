# SPDX-License-Identifier: GPL-2.0-or-later
#
# Debian packages, by `cpack` in the build folder: the plugin, gt06-replay, gt06-batch, and the profile
# where GT06_INSTALL_PROFILE is on. The preset `package` builds what belongs into them.

if(GT06_INSTALL_USER OR GT06_SANITIZE)
    return() # what is made for one user, or for a test, is nothing to hand on
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "GT06 for Wireshark <gt06@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "GT06 protocol of vehicle trackers, for Wireshark")
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_COMPONENTS_ALL plugin)
if(TARGET gt06-replay)
    list(APPEND CPACK_COMPONENTS_ALL replay)
endif()
if(TARGET gt06-batch)
    list(APPEND CPACK_COMPONENTS_ALL batch)
endif()
if(GT06_INSTALL_PROFILE)
    list(APPEND CPACK_COMPONENTS_ALL profile)
endif()
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_STRIP_FILES ON)
# Wireshark's folders are absolute: everything goes below DESTDIR.
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)

# The library in which the dissector works, by name and version: what a dissector takes from it is not
# promised to stay the same. After an upgrade of Wireshark the packages are made anew, and until
# then apt says that they do not fit, instead of Wireshark when it starts.
file(GLOB library ${Wireshark_LIB_DIR}/libwireshark.so.*)
list(SORT library)
list(POP_FRONT library library)
execute_process(COMMAND dpkg-query --search ${library}
    OUTPUT_VARIABLE owner ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
string(REGEX REPLACE "[:,].*" "" owner "${owner}")
execute_process(COMMAND dpkg-query --show "--showformat=\${Version}" "${owner}"
    OUTPUT_VARIABLE version ERROR_QUIET)
if(owner STREQUAL "" OR version STREQUAL "")
    message(STATUS "No Debian packages: Wireshark is none here.")
    return()
endif()

set(CPACK_DEBIAN_PLUGIN_PACKAGE_NAME wireshark-plugin-gt06)
set(CPACK_DEBIAN_PLUGIN_DESCRIPTION "This package has the plugin for Wireshark and tshark: every message of the GT06
family of protocols, what is wrong with the traffic, statistics, tracks and
pictures to export.")
set(CPACK_DEBIAN_PLUGIN_PACKAGE_DEPENDS "${owner} (= ${version})")
set(CPACK_DEBIAN_PLUGIN_PACKAGE_ENHANCES "wireshark, tshark")

set(CPACK_DEBIAN_REPLAY_PACKAGE_NAME gt06-replay)
set(CPACK_DEBIAN_REPLAY_DESCRIPTION "This package has gt06-replay: a platform that trackers connect to, or the
trackers of a capture that connect to a platform; tshark judges what both sides
say. Wireshark finds it as two capture interfaces.")
set(CPACK_DEBIAN_REPLAY_PACKAGE_DEPENDS "tshark, wireshark-plugin-gt06 (= ${PROJECT_VERSION})")

set(CPACK_DEBIAN_BATCH_PACKAGE_NAME gt06-batch)
set(CPACK_DEBIAN_BATCH_DESCRIPTION "This package has gt06-batch: any number of captures in one process, a row for
each message and a row for each terminal, as CSV or JSON lines. gt06-parquet
makes Parquet of the rows; it needs npm's package @duckdb/node-api.")
set(CPACK_DEBIAN_BATCH_PACKAGE_DEPENDS "${owner} (= ${version})")
set(CPACK_DEBIAN_BATCH_PACKAGE_SUGGESTS "nodejs, jq, parallel")

set(CPACK_DEBIAN_PROFILE_PACKAGE_NAME wireshark-profile-gt06)
set(CPACK_DEBIAN_PROFILE_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_PROFILE_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_PROFILE_DESCRIPTION "This package has the profile GT06: columns, colours, filter buttons and graphs,
chosen at the right end of the status line, or by wireshark -C GT06.")
set(CPACK_DEBIAN_PROFILE_PACKAGE_DEPENDS wireshark-plugin-gt06)
set(CPACK_DEBIAN_PROFILE_PACKAGE_RECOMMENDS wireshark)

# Every package says under which terms it is given.
foreach(component IN LISTS CPACK_COMPONENTS_ALL)
    string(TOUPPER ${component} upper)
    install(FILES ${PROJECT_SOURCE_DIR}/cmake/copyright
        DESTINATION ${GT06_INSTALL_DATA}/doc/${CPACK_DEBIAN_${upper}_PACKAGE_NAME}
        COMPONENT ${component})
endforeach()

include(CPack)
