# SPDX-License-Identifier: GPL-2.0-or-later
#
# What is looked at beside what the tests say: the target `lint`, where other programs read the
# sources, and in the preset coverage the target `coverage`, which counts the lines that tests run.

add_custom_target(lint
    COMMAND ${PROJECT_SOURCE_DIR}/scripts/lint.sh ${CMAKE_BINARY_DIR}
    USES_TERMINAL
    VERBATIM)

if(GT06_COVERAGE)
    add_custom_target(coverage
        COMMAND ${PROJECT_SOURCE_DIR}/scripts/coverage.sh ${CMAKE_BINARY_DIR}
            ${PROJECT_SOURCE_DIR}/tests/uncovered.txt
        USES_TERMINAL
        VERBATIM)
    add_dependencies(coverage gt06 gt06-captures gt06-test-data)
    foreach(folder . memory)
        get_property(targets DIRECTORY ${PROJECT_SOURCE_DIR}/tests/${folder}
            PROPERTY BUILDSYSTEM_TARGETS)
        foreach(target IN LISTS targets)
            get_target_property(type ${target} TYPE)
            if(type STREQUAL "EXECUTABLE")
                add_dependencies(coverage ${target})
            endif()
        endforeach()
    endforeach()
endif()
