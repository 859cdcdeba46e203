# id: write-var
# title: Write to /var and /run
# proves: No other place to hide.
# group: filesystem
# run: full
# weight: required
# engines: docker local
# reads: Through if what it tries succeeds; held if the kernel refuses.
writable /var /var/lib /var/tmp /run /var/log
