# id: accounting
# title: Switch process accounting
# proves: acct is refused.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused acct s:/nonexistent
