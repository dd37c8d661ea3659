# What the compiler is asked to tell, of every program of the house alike. Refusing to build over it is for the house and its CI: a
# newer compiler, at who embeds filrouge, may have more to say than ours.
function(filrouge_warnings target)
  # g++ 12 sees overlaps in std::string's own operator+ where there are none (GCC bug 105651).
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wconversion -Wno-restrict $<$<BOOL:${FILROUGE_WERROR}>:-Werror>)
endfunction()

# A room of the house: one static library made of the sources of one folder and what lies under it.
# filrouge_room(NAME DIRECTORY [other rooms and libraries it may touch…])
function(filrouge_room name directory)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${directory}/*.cpp)
  if(NOT sources)
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE ${ARGN})
    return()
  endif()
  add_library(${name} STATIC ${sources})
  filrouge_warnings(${name})
  target_link_libraries(${name} PUBLIC ${ARGN})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/engine/include
                                     PRIVATE ${PROJECT_SOURCE_DIR})
endfunction()
