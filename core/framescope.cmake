# SPDX-FileCopyrightText: 2026 The Framescope authors
# SPDX-License-Identifier: Apache-2.0

# What every target of this project is built with. Included once, from the top.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_library(framescope_settings INTERFACE)
target_compile_definitions(framescope_settings INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_CAST_FROM_BYTEARRAY
    QT_USE_QSTRINGBUILDER QT_NO_FOREACH QT_NO_KEYWORDS QT_STRICT_ITERATORS
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
    FRAMESCOPE_VERSION="${PROJECT_VERSION}")
if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    target_compile_options(framescope_settings INTERFACE
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
        -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Wimplicit-fallthrough -Wundef)
    if(FRAMESCOPE_WARNINGS_ARE_ERRORS)
        target_compile_options(framescope_settings INTERFACE -Werror)
    endif()
endif()
# What users run is hardened: a position-independent program whose relocations are read-only before
# main(), checked copies, guarded stacks. The checks of the C++ library cost where frames are parsed, so
# only the development trees have them.
include(CheckPIESupported)
check_pie_supported()
if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang" AND CMAKE_SYSTEM_NAME STREQUAL "Linux")
    if(CMAKE_BUILD_TYPE STREQUAL "Debug")
        target_compile_definitions(framescope_settings INTERFACE _GLIBCXX_ASSERTIONS)
    elseif(NOT FRAMESCOPE_SANITIZE) # which does not work together with fortified calls
        target_compile_options(framescope_settings INTERFACE
            -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection)
        target_link_options(framescope_settings INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
    endif()
endif()
# Two hundred test programs are linked statically: with lld in a quarter of the time. Users' program keeps
# the linker of the system.
find_program(FRAMESCOPE_LLD ld.lld)
if(FRAMESCOPE_LLD AND CMAKE_BUILD_TYPE STREQUAL "Debug" AND CMAKE_SYSTEM_NAME STREQUAL "Linux")
    target_link_options(framescope_settings INTERFACE -fuse-ld=lld)
endif()
if(FRAMESCOPE_SANITIZE)
    target_compile_options(framescope_settings INTERFACE
        -fsanitize=${FRAMESCOPE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(framescope_settings INTERFACE -fsanitize=${FRAMESCOPE_SANITIZE})
endif()
if(FRAMESCOPE_COVERAGE)
    # Not in the tests themselves: what they run is counted.
    target_compile_options(framescope_settings INTERFACE
        $<$<NOT:$<BOOL:$<TARGET_PROPERTY:FRAMESCOPE_UNCOUNTED>>>:--coverage;-fprofile-update=atomic>)
    target_link_options(framescope_settings INTERFACE --coverage)
endif()

# Measured per file of GCC 12: transport 2.8 s without and 1.1 s with, ui 2.3 and 0.7, protocol 2.0 and 0.9;
# making the header costs a library 5 to 9 s. Under the thread sanitizer .ci/run builds core without, which proves
# that every file includes what it needs.
set(FRAMESCOPE_PCH OFF CACHE STRING "Precompile the headers of Qt for each library (ON), for the tests alone (TESTS), or not")
function(framescope_precompile name)
    if(NOT FRAMESCOPE_PCH)
        return()
    endif()
    set(headers <QByteArray> <QString> <QList> <QObject> <functional> <memory> <optional> <vector>)
    if("Qt6::Network" IN_LIST ARGN)
        list(APPEND headers <QTcpSocket> <QSslSocket> <QTimer>)
    endif()
    if("Qt6::Widgets" IN_LIST ARGN)
        list(APPEND headers <QWidget> <QAbstractItemView> <QHeaderView> <QPainter>)
    endif()
    target_precompile_headers(${name} PRIVATE ${headers})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(${name} PRIVATE -fpch-preprocess) # ccache needs it
    endif()
endfunction()

# framescope_library(NAME [SOURCES ...] [PUBLIC ...] [PRIVATE ...])
# One library a folder: its include directory is the folder above ("protocol/opcode.h"), and what
# it does not link it cannot include: the link line is the layering of the project.
function(framescope_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    if(ARG_SOURCES)
        add_library(${name} STATIC ${ARG_SOURCES})
        target_link_libraries(${name} PUBLIC ${ARG_PUBLIC} framescope_settings PRIVATE ${ARG_PRIVATE})
        target_include_directories(${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/..)
        if(NOT FRAMESCOPE_PCH STREQUAL "TESTS")
            framescope_precompile(${name} ${ARG_PUBLIC} ${ARG_PRIVATE})
        endif()
    else()
        add_library(${name} INTERFACE)
        target_link_libraries(${name} INTERFACE ${ARG_PUBLIC} framescope_settings)
        target_include_directories(${name} INTERFACE ${CMAKE_CURRENT_SOURCE_DIR}/..)
    endif()
endfunction()
