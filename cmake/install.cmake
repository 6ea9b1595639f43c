# SPDX-License-Identifier: GPL-2.0-or-later
#
# Where `cmake --install` puts things, and the target `uninstall` that takes them away again.
# The plugin folder's name ends in Wireshark's release, because a plugin fits one release only.

if(GT06_INSTALL_USER)
    # All of it belongs to the user: nothing here may need root.
    set(GT06_INSTALL_DIR "$ENV{HOME}/.local/lib/wireshark/plugins/${GT06_WIRESHARK_RELEASE}/epan")
    set(GT06_INSTALL_BIN "$ENV{HOME}/.local/bin")
    set(GT06_INSTALL_DATA "$ENV{HOME}/.local/share")
    set(GT06_INSTALL_EXTCAPS "$ENV{HOME}/.local/lib/wireshark/extcap")
else()
    set(GT06_INSTALL_DIR "${Wireshark_PLUGIN_INSTALL_DIR}/epan")
    set(GT06_INSTALL_BIN bin)
    set(GT06_INSTALL_DATA share)
    set(GT06_INSTALL_EXTCAPS "${Wireshark_EXTCAP_INSTALL_DIR}")
endif()

add_custom_target(uninstall
    COMMAND ${CMAKE_COMMAND} -D MANIFEST=${CMAKE_BINARY_DIR}/install_manifest.txt
        -P ${PROJECT_SOURCE_DIR}/cmake/uninstall.cmake
    COMMENT "Removing what was installed from here"
    VERBATIM)
