/* akashi-admin centre: whether the service is open, its hours and its notice, in the control file
 * that every node of the centre reads. */
#ifndef APP_ADMIN_CONTROL_COMMAND_H
#define APP_ADMIN_CONTROL_COMMAND_H

/* Runs `centre open|close|show` from the word after `centre` on; an exit status. What is not given
 * stays as it was. */
int control_command(int argc, char **argv);

#endif
