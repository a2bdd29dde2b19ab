#include "print/printer_send.h"

#include "print/steady.h"

static void finish(struct printer_send *s, ipp_status_t status)
{
    pthread_mutex_lock(&s->lock);
    s->status = status;
    s->done = true;
    pthread_cond_broadcast(&s->changed);
    pthread_mutex_unlock(&s->lock);
}

static void *run(void *context)
{
    struct printer_send *s = context;
    ipp_status_t status = IPP_STATUS_OK;

    if (ipp_peer_send(&s->peer, s->job, s->format, s->document, &status))
        status = IPP_STATUS_OK;
    ipp_peer_close(&s->peer);
    finish(s, status);
    return NULL;
}

void printer_send_start(struct printer_send *s, struct ipp_peer *peer, int job, const char *format,
                        struct view document)
{
    *s = (struct printer_send){
        .peer = ipp_peer_take_over(peer), .job = job, .format = format, .document = document};
    s->peer.stop = &s->stop;
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->changed, NULL);
    s->started = pthread_create(&s->thread, NULL, run, s) == 0;
    if (!s->started) {
        ipp_peer_close(&s->peer);
        finish(s, IPP_STATUS_CUPS_INVALID);
    }
}

bool printer_send_wait(struct printer_send *s, int ms)
{
    bool done = false;

    pthread_mutex_lock(&s->lock);
    done = steady_wait(&s->changed, &s->lock, &s->done, ms);
    pthread_mutex_unlock(&s->lock);
    return done;
}

void printer_send_stop(struct printer_send *s)
{
    s->stop = true;
    if (s->started)
        pthread_join(s->thread, NULL);
    pthread_cond_destroy(&s->changed);
    pthread_mutex_destroy(&s->lock);
}
