# SPDX-License-Identifier: GPL-2.0-or-later
#
# Where `cmake --install` puts the plugin, and the target `uninstall` that takes it away again.
# The folder's name ends in Wireshark's release, because a plugin fits one release only.

if(GT06_INSTALL_USER)
    set(GT06_INSTALL_DIR "$ENV{HOME}/.local/lib/wireshark/plugins/${GT06_WIRESHARK_RELEASE}/epan")
else()
    set(GT06_INSTALL_DIR "${Wireshark_PLUGIN_INSTALL_DIR}/epan")
endif()

add_custom_target(uninstall
    COMMAND ${CMAKE_COMMAND} -D MANIFEST=${CMAKE_BINARY_DIR}/install_manifest.txt
        -P ${PROJECT_SOURCE_DIR}/cmake/uninstall.cmake
    COMMENT "Removing what was installed from here"
    VERBATIM)
