# id: su
# title: Become root by su or sudo
# proves: No program of the image makes anybody root.
# group: privilege
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
for way in "su -c id root" "sudo -n id" "su root -c id"; do
    case $($way 2>/dev/null </dev/null) in uid=0*) through "$way gave root" ;; esac
done
held 'neither su nor sudo gives root'
