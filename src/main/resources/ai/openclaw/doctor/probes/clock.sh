# id: clock
# title: Set the clock
# proves: It is the host's.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Sets nothing: success means that something could be set.
refused settimeofday 0 0
