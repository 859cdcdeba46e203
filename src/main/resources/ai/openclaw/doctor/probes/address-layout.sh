# id: address-layout
# title: Turn off address randomisation
# proves: personality is held to what Linux is by default.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused personality 262144
