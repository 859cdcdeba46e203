# id: priority
# title: Take precedence over others
# proves: Nice values below one's own are refused.
# group: privilege
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
answer=$(call setpriority 0 0 -20)
case $answer in succeeded*) through 'the highest priority was given' ;; *) held "setpriority: $answer" ;; esac
