# id: file-handles
# title: Open files by their number
# proves: open_by_handle_at opened the host's files from containers (2014, "shocker").
# group: kernel
# run: quick
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused open_by_handle_at -100 0 0
