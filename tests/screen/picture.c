#include "tests/screen/picture.h"

#include <gtk/gtk.h>

enum { QUIET_FRAMES = 3, PATIENT_FRAMES = 600 };

struct task {
    GMutex lock;
    GCond moved;
    bool done, good;
    int frames;
    const char *path;
    void (*look)(GtkWidget *window, void *arg);
    void *arg;
};

static void finish(struct task *task)
{
    g_mutex_lock(&task->lock);
    task->done = true;
    g_cond_signal(&task->moved);
    g_mutex_unlock(&task->lock);
}

GdkTexture *picture_texture(GtkWidget *window)
{
    int width = gtk_widget_get_width(window), height = gtk_widget_get_height(window);
    GdkPaintable *paintable = gtk_widget_paintable_new(window);
    GtkSnapshot *snapshot = gtk_snapshot_new();
    GskRenderNode *node = NULL;
    GdkTexture *texture = NULL;

    gdk_paintable_snapshot(paintable, snapshot, width, height);
    node = gtk_snapshot_free_to_node(snapshot);
    if (node != NULL) {
        texture =
            gsk_renderer_render_texture(gtk_native_get_renderer(GTK_NATIVE(window)), node,
                                        &GRAPHENE_RECT_INIT(0, 0, (float)width, (float)height));
        gsk_render_node_unref(node);
    }
    g_object_unref(paintable);
    return texture;
}

static bool save(GtkWidget *window, const char *path)
{
    GdkTexture *texture = picture_texture(window);
    bool good = texture != NULL && gdk_texture_save_to_png(texture, path);

    g_clear_object(&texture);
    return good;
}

/* The window has no page that is fading, nothing to lay out, and has drawn some frames since. */
static gboolean frame(GtkWidget *window, GdkFrameClock *clock, gpointer data)
{
    struct task *task = data;

    (void)clock;
    if (++task->frames >= QUIET_FRAMES)
        task->good = task->path == NULL || save(window, task->path);
    if (!task->good && task->frames < PATIENT_FRAMES) {
        gtk_widget_queue_draw(window);
        return G_SOURCE_CONTINUE;
    }
    if (task->look != NULL)
        task->look(window, task->arg);
    finish(task);
    return G_SOURCE_REMOVE;
}

static gboolean begin(gpointer data)
{
    struct task *task = data;
    GListModel *windows = gtk_window_get_toplevels();
    GtkWidget *window = g_list_model_get_item(windows, 0);

    gtk_widget_add_tick_callback(window, frame, task, NULL);
    gtk_widget_queue_draw(window);
    g_object_unref(window);
    return G_SOURCE_REMOVE;
}

static bool run(struct task *task)
{
    g_mutex_init(&task->lock);
    g_cond_init(&task->moved);
    g_idle_add(begin, task);
    g_mutex_lock(&task->lock);
    while (!task->done)
        g_cond_wait(&task->moved, &task->lock);
    g_mutex_unlock(&task->lock);
    g_mutex_clear(&task->lock);
    g_cond_clear(&task->moved);
    return task->good;
}

void picture_wait(void)
{
    run(&(struct task){0});
}

bool picture_save(const char *path)
{
    return run(&(struct task){.path = path});
}

void picture_look(void (*look)(GtkWidget *window, void *arg), void *arg)
{
    run(&(struct task){.look = look, .arg = arg});
}
