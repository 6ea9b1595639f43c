# SPDX-License-Identifier: GPL-2.0-or-later
#
# Removes the files that the last installation from this build folder wrote.

if(NOT EXISTS "${MANIFEST}")
    message(FATAL_ERROR "Nothing was installed from this build folder: there is no ${MANIFEST}.")
endif()

file(STRINGS "${MANIFEST}" files)
foreach(file IN LISTS files)
    set(path "$ENV{DESTDIR}${file}")
    if(EXISTS "${path}" OR IS_SYMLINK "${path}")
        message(STATUS "Removing ${path}")
        file(REMOVE "${path}")
        if(EXISTS "${path}")
            message(FATAL_ERROR "${path} could not be removed.")
        endif()
    else()
        message(STATUS "Not there any more: ${path}")
    endif()
endforeach()
file(REMOVE "${MANIFEST}")
