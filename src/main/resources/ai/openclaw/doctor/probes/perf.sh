# id: perf
# title: Watch the machine's counters
# proves: perf_event_open sees other processes and the kernel.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused perf_event_open 0 0 -1 -1 0
