# id: swap
# title: Give the machine swap space
# proves: swapon is refused.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused swapon s:/nonexistent 0
