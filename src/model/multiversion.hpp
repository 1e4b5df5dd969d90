// AVOW_MULTIVERSION before a function compiles it for AVX2 as well and picks at run time. Only for integer
// arithmetic: the result must be the same to the bit. Left out under sanitizers, whose start-up code does
// not bear the resolver, and where the compiler has no such attribute.
#pragma once

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__) && defined(__OPTIMIZE__)
#define AVOW_MULTIVERSION __attribute__((target_clones("avx2", "default")))
#else
#define AVOW_MULTIVERSION
#endif
