# Turns EMBEDDED_FILES (relative to the source folder; *.mo is compiled from the *.po beside it) into KANCELLI_EMBEDDED_SOURCE, whose
# strings pipeline/core/embedded.h finds by these names; Lua of pipeline/filter/ as bytecode besides, "pandoc:NAME"; and the hash of all
# KANCELLI_SOURCES under the name program-hash, by which a build knows that the program itself has changed.
set(KANCELLI_EMBEDDED_SOURCE ${CMAKE_BINARY_DIR}/embedded.cc)
set(embedded_inputs)
foreach(name IN LISTS EMBEDDED_FILES)
  if(name MATCHES "\\.mo$")
    string(REGEX REPLACE "\\.mo$" ".po" po ${name})
    set(mo ${CMAKE_BINARY_DIR}/${name})
    get_filename_component(folder ${mo} DIRECTORY)
    file(MAKE_DIRECTORY ${folder})
    add_custom_command(OUTPUT ${mo}
      COMMAND ${MSGFMT} --check-format -o ${mo} ${CMAKE_SOURCE_DIR}/${po}
      DEPENDS ${CMAKE_SOURCE_DIR}/${po} VERBATIM)
    list(APPEND embedded_inputs ${mo})
  else()
    list(APPEND embedded_inputs ${CMAKE_SOURCE_DIR}/${name})
  endif()
endforeach()
add_executable(compile_lua ${CMAKE_SOURCE_DIR}/cmake/compile_lua.cc)
target_link_libraries(compile_lua PRIVATE PkgConfig::LUAJIT)
set(embedded_names ${EMBEDDED_FILES})
set(lua_files ${EMBEDDED_FILES})
list(FILTER lua_files INCLUDE REGEX "^pipeline/filter/lua/")
foreach(name IN LISTS lua_files)
  set(bytecode ${CMAKE_BINARY_DIR}/${name}c)
  get_filename_component(folder ${bytecode} DIRECTORY)
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(OUTPUT ${bytecode}
    COMMAND compile_lua ${CMAKE_SOURCE_DIR}/${name} ${bytecode}
    DEPENDS ${CMAKE_SOURCE_DIR}/${name} compile_lua VERBATIM)
  get_filename_component(stem ${name} NAME_WE)
  list(APPEND embedded_names "pandoc:${stem}")
  list(APPEND embedded_inputs ${bytecode})
endforeach()
file(GLOB_RECURSE headers RELATIVE ${CMAKE_SOURCE_DIR} CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/pipeline/*.h)
set(hashed ${KANCELLI_SOURCES} ${EMBEDDED_FILES} ${headers})
list(FILTER hashed EXCLUDE REGEX "\\.mo$")
add_custom_command(OUTPUT ${KANCELLI_EMBEDDED_SOURCE}
  COMMAND ${CMAKE_COMMAND} "-DNAMES=${embedded_names}" "-DINPUTS=${embedded_inputs}" "-DOUTPUT=${KANCELLI_EMBEDDED_SOURCE}"
          "-DHASHED=${hashed}" "-DROOT=${CMAKE_SOURCE_DIR}"
          -P ${CMAKE_SOURCE_DIR}/cmake/write_embedded.cmake
  DEPENDS ${embedded_inputs} ${hashed} ${CMAKE_SOURCE_DIR}/cmake/write_embedded.cmake VERBATIM)
